import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { decisionScores } from "../../src/evaluate/decisionScores.ts";

const rows = labelledRows(
  new PredictionTable({
    probabilities: [0.9, 0.8, 0.7, 0.6].map((p) => [p, 1 - p]),
    labels: [0, 1, 0, 1],
    weights: [1, 2, 1, 1],
  }),
);

it("accepts what is not below the threshold", () => {
  expect(decisionScores(rows, 0.8)).toEqual({
    threshold: 0.8,
    accepted: 3,
    coverage: 3 / 5,
    rejectRate: 1 - 3 / 5,
    risk: 2 / 3,
  });
});

it("takes a threshold per row", () => {
  const scores = decisionScores(rows, Float64Array.of(0.95, 0.5, 0.5, 0.5));
  expect(scores).toMatchObject({ threshold: null, accepted: 4, risk: 3 / 4 });
});

it("has no risk where nothing is accepted", () => {
  expect(decisionScores(rows, 1)).toMatchObject({ accepted: 0, coverage: 0, rejectRate: 1, risk: null });
});
