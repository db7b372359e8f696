import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { resampledScores } from "../../src/evaluate/resampledScores.ts";
import { scoresOf } from "./scorableRows.ts";

const rows = labelledRows(
  new PredictionTable({
    probabilities: Array.from({ length: 40 }, (_, row) => [0.5 + row / 100, 0.5 - row / 100]),
    labels: Array.from({ length: 40 }, (_, row) => (row % 3 === 0 ? 1 : 0)),
  }),
);
const scored = { rows, scores: scoresOf(rows) };
const groups = {
  unit: "row",
  units: 40,
  groups: 40,
  groupOf: Uint32Array.from({ length: 40 }, (_, i) => i),
} as const;

it("draws the same resamples for the same seed, others for another", () => {
  const options = { replicates: 60, withCostly: true };
  const first = resampledScores(scored, groups, { ...options, seed: 1 });
  expect(resampledScores(scored, groups, { ...options, seed: 1 }).resampled).toEqual(first.resampled);
  expect(resampledScores(scored, groups, { ...options, seed: 2 }).resampled).not.toEqual(first.resampled);
});

it("leaves out each group once", () => {
  const { leftOut, observed } = resampledScores(scored, groups, {
    replicates: 50,
    seed: 1,
    withCostly: false,
  });
  expect(leftOut).toHaveLength(40);
  // A mean is the mean of the means without one row each.
  const mean = leftOut.reduce((sum, { nll }) => sum + nll, 0) / 40;
  expect(mean).toBeCloseTo(observed.nll, 12);
});

it("has the split of the Brier score and the smooth ECE only where they are asked for", () => {
  const quick = resampledScores(scored, groups, { replicates: 50, seed: 1, withCostly: false });
  expect(quick.observed).not.toHaveProperty("miscalibration");
  expect(quick.errors.map(({ name }) => name)).not.toContain("smoothEce");
  expect(quick.overfit).toBe(0);
  const all = resampledScores(scored, groups, { replicates: 50, seed: 1, withCostly: true });
  expect(all.errors.map(({ name }) => name)).toContain("smoothEce");
  expect(all.overfit).toBeGreaterThan(0);
});
