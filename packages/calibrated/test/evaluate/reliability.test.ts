import { describe, expect, it } from "vitest";

import { equalWidthBin, reliability } from "../../src/evaluate/reliability.ts";

describe("equalWidthBin", () => {
  it("has each edge in the bin below it, and the double beside it in the bin above", () => {
    for (let k = 1; k <= 15; k++) {
      const edge = k / 15;
      expect(equalWidthBin(edge, 15)).toBe(k - 1);
      const next = edge * (1 + Number.EPSILON);
      if (k < 15) expect(equalWidthBin(next, 15)).toBe(k);
    }
    // Where confidence × bins rounds across an edge, in either direction.
    for (const bins of [3, 7, 10, 15, 49, 98, 187]) {
      const edges = Array.from({ length: bins }, (_, k) => (k + 1) / bins);
      for (const edge of edges) {
        for (const confidence of [edge * (1 - Number.EPSILON / 2), edge, edge * (1 + Number.EPSILON)]) {
          const expected = edges.findIndex((upper) => confidence <= upper);
          expect(equalWidthBin(confidence, bins)).toBe(expected === -1 ? bins - 1 : expected);
        }
      }
    }
    expect(equalWidthBin(0, 15)).toBe(0);
    expect(equalWidthBin(1, 15)).toBe(14);
  });
});

describe("reliability", () => {
  const table = {
    probabilities: [
      [0.8, 0.2],
      [0.9, 0.1],
      [0.6, 0.4],
    ],
    labels: [0, 1, 0],
    weights: [1, 3, 2],
  };

  it("has weighted means per bin, and null for an empty one", () => {
    const bins = reliability(table, { bins: 4 });
    expect(bins.map(({ rows }) => rows)).toEqual([0, 0, 1, 2]);
    expect(bins[0]).toMatchObject({ lower: 0, upper: 0.25, weight: 0, meanConfidence: null, accuracy: null });
    expect(bins[3]!.weight).toBe(4);
    expect(bins[3]!.accuracy).toBe(0.25);
    expect(bins[3]!.meanConfidence).toBeCloseTo((0.8 + 3 * 0.9) / 4, 15);
  });

  it.each([0, -1, 1.5, NaN])("refuses %s bins", (bins) => {
    expect(() => reliability(table, { bins })).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});
