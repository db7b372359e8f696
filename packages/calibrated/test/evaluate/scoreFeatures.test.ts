import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { base, scoreFeatures } from "../../src/evaluate/scoreFeatures.ts";
import { addGroups } from "../../src/numerics/groupTotals.ts";

const rows = labelledRows(
  new PredictionTable({
    probabilities: [0.9, 0.6, 0.3].map((p) => [p, 1 - p]),
    labels: [0, 1, 1],
    weights: [1, 2, 1],
  }),
);

it("adds up what the scores are made of, for each group", () => {
  const { totals, layout } = scoreFeatures(rows, Uint32Array.of(0, 1, 1), 2, true);
  const second = new Float64Array(layout.width);
  addGroups(totals, [0, 1], second);
  expect(second[base.weight]).toBe(3);
  expect(second[base.right]).toBe(1);
  expect(second[base.confidence]).toBeCloseTo(2 * 0.6 + 0.7, 15);
  expect(second[base.nll]).toBeCloseTo(-2 * Math.log(0.4) - Math.log(0.7), 15);
  expect(second[base.brier]).toBeCloseTo(2 * (0.36 + 0.36) + 0.09 + 0.09, 15);
  // Class 0: rightly predicted 0, predicted 2, labelled 0; class 1: 1, 1, 3.
  expect(Array.from(second.subarray(layout.counts, layout.counts + 6))).toEqual([0, 2, 0, 1, 1, 3]);
});

it("leaves the classes' cells out where the split of the Brier score is not wanted", () => {
  const groupOf = new Uint32Array(3);
  const withCells = scoreFeatures(rows, groupOf, 1, true).layout;
  const without = scoreFeatures(rows, groupOf, 1, false).layout;
  expect(without.cellCountOfClass).toEqual([]);
  expect(withCells.width - without.width).toBe(2 * (3 + 3));
});

it("needs no more numbers for a million rows than for some thousands", () => {
  const n = 20_000;
  const data = Float64Array.from({ length: 2 * n }, (_, i) => {
    const p = 0.5 + (i >> 1) / (2 * n);
    return i % 2 === 0 ? p : 1 - p;
  });
  const many = labelledRows(
    new PredictionTable({ probabilities: { data, dims: [n, 2] }, labels: new Int32Array(n) }),
  );
  const { layout } = scoreFeatures(many, new Uint32Array(n), 1, true);
  expect(layout.cellCount).toBeLessThanOrEqual(512);
  expect(Math.max(...layout.cellCountOfClass)).toBeLessThanOrEqual(256);
});
