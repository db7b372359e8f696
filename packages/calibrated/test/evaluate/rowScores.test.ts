import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { rowScoresOf, takeRowScores, topLabelForecasts } from "../../src/evaluate/rowScores.ts";

const rows = labelledRows(
  new PredictionTable({
    probabilities: [
      [0.7, 0.3],
      [0.5, 0.5],
    ],
    labels: [0, 1],
    weights: [1, 2],
  }),
);

it("has what each row adds: top class, confidence, right or wrong, NLL and squared distance", () => {
  const scores = rowScoresOf(rows);
  expect(scores.predicted).toEqual(Int32Array.of(0, 0));
  expect(scores.confidence).toEqual(Float64Array.of(0.7, 0.5));
  expect(scores.right).toEqual(Float64Array.of(1, 0));
  expect(scores.nll[0]).toBeCloseTo(-Math.log(0.7), 15);
  expect(scores.brier[0]).toBeCloseTo(2 * 0.09, 15);
  expect(scores.brier[1]).toBeCloseTo(0.5, 15);
});

it("gives rows of them in new memory", () => {
  const taken = takeRowScores(rowScoresOf(rows), [1]);
  expect(taken).toMatchObject({ labels: Int32Array.of(1), weights: Float64Array.of(2) });
  expect(topLabelForecasts(taken)).toEqual({
    scores: Float64Array.of(0.5),
    outcomes: Float64Array.of(0),
    weights: Float64Array.of(2),
  });
});
