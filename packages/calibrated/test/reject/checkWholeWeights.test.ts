import { expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { checkWholeWeights } from "../../src/reject/checkWholeWeights.ts";

const tableOf = (weights: number[] | null): PredictionTable =>
  new PredictionTable({ probabilities: (weights ?? [1]).map(() => [1, 0]), weights });

it("takes whole weights and none at all", () => {
  expect(() => checkWholeWeights(tableOf(null))).not.toThrow();
  expect(() => checkWholeWeights(tableOf([0, 1, 7]))).not.toThrow();
});

it.each([[[1, 0.5, 2.5]], [[1, 1e20]]])("refuses %j, names the first row and says what to do", (weights) => {
  const table = tableOf(weights);
  expect(() => checkWholeWeights(table)).toThrow(expect.objectContaining({ code: "invalid-weights" }));
  expect(() => checkWholeWeights(table)).toThrow(
    /in row 1 .*leave the weights out, or tune for another goal/,
  );
});
