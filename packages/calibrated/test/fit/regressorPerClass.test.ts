import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { regressorPerClass } from "../../src/fit/regressorPerClass.ts";

it("gives each class its probability, 1 where a row has the label, and the weights", () => {
  const probabilities = [
    [0.5, 0.3, 0.2],
    [0.1, 0.6, 0.3],
  ];
  const table = new PredictionTable({ probabilities, labels: [0, 2], weights: [1, 3] });
  const seen: unknown[] = [];
  const regressors = regressorPerClass(labelledRows(table), (x, y, weights) => {
    seen.push({ x: [...x], y: [...y], weights: [...weights!] });
    return { xThresholds: Float64Array.of(x[0]!), yThresholds: Float64Array.of(y[0]!) };
  });
  expect(seen).toEqual([
    { x: [0.5, 0.1], y: [1, 0], weights: [1, 3] },
    { x: [0.3, 0.6], y: [0, 0], weights: [1, 3] },
    { x: [0.2, 0.3], y: [0, 1], weights: [1, 3] },
  ]);
  expect(regressors.map(({ xThresholds: [x] }) => x)).toEqual([0.5, 0.3, 0.2]);
});
