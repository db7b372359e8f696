import { describe, expect, it } from "vitest";

import { histogramOf } from "../../src/fit/histogramOf.ts";

const forecasts = (scores: readonly number[], outcomes: readonly number[]) => ({
  scores: Float64Array.from(scores),
  outcomes: Float64Array.from(outcomes),
  weights: null,
});

describe("histogramOf", () => {
  it("puts an edge midway between neighbours in bins of equal mass", () => {
    const shape = { bins: 2, binning: "equal-mass", pseudoRows: 0, pseudoShare: 0.5 } as const;
    expect(histogramOf(forecasts([0.1, 0.2, 0.6, 0.9], [0, 1, 1, 1]), shape)).toEqual({
      map: { edges: Float64Array.of(0.4), values: Float64Array.of(0.5, 1) },
      emptyBins: 0,
    });
  });

  it("parts neighbouring doubles", () => {
    const above = 0.5 + 2 ** -53;
    const shape = { bins: 2, binning: "equal-mass", pseudoRows: 0, pseudoShare: 0.5 } as const;
    const { map } = histogramOf(forecasts([0.5, above], [0, 1]), shape);
    expect(map.edges[0]! >= 0.5 && map.edges[0]! < above).toBe(true);
  });

  it("keeps the edges of bins of equal width, and their middle where they are empty", () => {
    const shape = { bins: 4, binning: "equal-width", pseudoRows: 2, pseudoShare: 0.25 } as const;
    expect(histogramOf(forecasts([0.25, 0.3], [1, 0]), shape)).toEqual({
      map: {
        edges: Float64Array.of(0.25, 0.5, 0.75),
        values: Float64Array.of(1.5 / 3, 0.5 / 3, 0.625, 0.875),
      },
      emptyBins: 2,
    });
  });
});
