import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { evaluationIntervals } from "../../src/evaluate/evaluationIntervals.ts";
import { groupRows } from "../../src/evaluate/resampling.ts";
import { scoresOf } from "./scorableRows.ts";

const rows = labelledRows(
  new PredictionTable({
    probabilities: Array.from({ length: 20 }, () => [0.8, 0.2]),
    labels: Array.from({ length: 20 }, (_, row) => row % 2),
  }),
);
const scored = { rows, scores: scoresOf(rows) };
const groups = groupRows({ rowCount: 20, userIds: null, timestamps: null }, "row", 500, 1);
const options = { level: 0.9, replicates: 50, seed: 2, withCostly: true };

it("says how the intervals were made", () => {
  expect(evaluationIntervals(scored, null, groups, { ...options, intervals: "bootstrap" })).toMatchObject({
    level: 0.9,
    replicates: 50,
    seed: 2,
    resampled: { unit: "row", units: 20, groups: 20 },
    calibrated: null,
  });
});

it("has none where none are asked for", () => {
  expect(evaluationIntervals(scored, null, groups, { ...options, intervals: "none" })).toBeNull();
});
