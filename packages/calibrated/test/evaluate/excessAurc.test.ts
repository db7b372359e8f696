import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { aurc } from "../../src/evaluate/aurc.ts";
import { evaluateStore } from "../../src/evaluate/evaluateStore.ts";
import { excessAurc, excessAurcOf, leastAurc } from "../../src/evaluate/excessAurc.ts";
import { riskCoverageOfRows } from "../../src/reject/riskCoverage.ts";
import { sameFormula } from "../tolerances.ts";

/** Rows of the confidences from n to 1, the first `right` of them right. */
function perfectOrder(n: number, right: number): { probabilities: number[][]; labels: number[] } {
  const confidences = Array.from({ length: n }, (_, i) => 0.5 + (n - i) / (2 * n + 1));
  return {
    probabilities: confidences.map((c) => [c, 1 - c]),
    labels: confidences.map((_, i) => (i < right ? 0 : 1)),
  };
}

it("takes an error rate that rounding took above 1 for 1", () => {
  expect(leastAurc(1)).toBe(1);
  expect(leastAurc(1 + 2 * Number.EPSILON)).toBe(1);
  const weights = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 0.3 : 1));
  const probabilities = weights.map((_, i) => [0.6 + 0.03 * i, 0.4 - 0.03 * i]);
  const { intervals } = evaluateStore({ probabilities, labels: weights.map(() => 1), weights });
  expect(intervals!.raw.excessAurc!.upper).toBeCloseTo(0, 12);
});

describe("excessAurc", () => {
  it("is AURC less ε + (1 − ε) ln(1 − ε)", () => {
    const table = perfectOrder(10, 6);
    const expected = aurc(table) - (0.4 + 0.6 * Math.log(0.6));
    expect(Math.abs(excessAurc(table) - expected)).toBeLessThanOrEqual(sameFormula);
  });

  it("tends to 0 for a perfect order: the steps of n rows add less than 1 / n", () => {
    for (const n of [10, 100, 1000]) {
      const excess = excessAurc(perfectOrder(n, 0.7 * n));
      expect(excess).toBeGreaterThan(0);
      expect(excess).toBeLessThan(1 / n);
    }
  });

  it("is 0 where nothing can be put into a better order: all right, or all wrong", () => {
    expect(excessAurc(perfectOrder(5, 5))).toBe(0);
    expect(excessAurc(perfectOrder(5, 0))).toBe(0);
    expect(excessAurcOf(riskCoverageOfRows(labelledRows(new PredictionTable(perfectOrder(5, 5)))))).toBe(0);
  });

  // Each step of the curve lies on or above the best curve, and the step's risk counts for all of its width.
  it("is never negative", () => {
    const row = fc.record({
      p: fc.constantFrom(0.5, 0.6, 0.7, 0.8, 0.9),
      label: fc.nat(1),
      weight: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const probabilities = rows.map(({ p }) => [p, 1 - p]);
        const labels = rows.map(({ label }) => label);
        const weights = rows.map(({ weight }) => weight);
        expect(excessAurc({ probabilities, labels, weights })).toBeGreaterThanOrEqual(-sameFormula);
      }),
      { seed: 21, numRuns: 300 },
    );
  });
});
