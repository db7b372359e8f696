import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { topLabelOutcomes } from "../../src/evaluate/topLabelOutcomes.ts";

it("has the largest probability of each row, and whether the first class with it is the label", () => {
  const table = new PredictionTable({
    probabilities: [
      [0.5, 0.25, 0.25],
      [0.5, 0.5, 0],
      [0.5, 0.5, 0],
      [0, 0, 1],
    ],
    labels: [0, 0, 1, 1],
  });
  const { confidences, outcomes } = topLabelOutcomes(labelledRows(table));
  expect(Array.from(confidences)).toEqual([0.5, 0.5, 0.5, 1]);
  expect(Array.from(outcomes)).toEqual([1, 1, 0, 0]);
});
