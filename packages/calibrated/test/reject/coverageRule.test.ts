import { describe, expect, it } from "vitest";

import { coverageRule } from "../../src/reject/coverageRule.ts";
import { judged } from "./judged.ts";

const rows = judged([
  [0.9, 30, 0],
  [0.7, 30, 10],
  [0.5, 10, 20],
]);

describe("coverageRule", () => {
  it.each([
    [0.01, 0.9],
    [0.3, 0.9],
    [0.31, 0.7],
    [0.7, 0.7],
    [0.71, 0.5],
    [1, 0.5],
  ])(
    "accepts at least %s of the rows from %s on, and less from any higher threshold",
    (minCoverage, threshold) => {
      expect(coverageRule({ goal: "coverage", minCoverage })(rows).threshold).toBe(threshold);
    },
  );

  it("counts weights", () => {
    const weighted = judged(
      [
        [0.9, 1, 0],
        [0.5, 1, 0],
      ],
      { weights: Float64Array.of(3, 1) },
    );
    expect(coverageRule({ goal: "coverage", minCoverage: 0.75 })(weighted).threshold).toBe(0.9);
  });

  it.each([0, 1.01, NaN])("refuses %s", (minCoverage) => {
    expect(() => coverageRule({ goal: "coverage", minCoverage })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});
