import { describe, expect, it } from "vitest";

import { reliability } from "../../src/evaluate/reliability.ts";

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
