import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { fitIsotonicRegressor } from "../../src/fit/fitIsotonicRegressor.ts";
import { isotonicRegressorPerClass } from "../../src/fit/isotonicRegressorPerClass.ts";
import { regressorPerClass } from "../../src/fit/regressorPerClass.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

it("fits the same regressors in shared memory, also with ties, zeros and a negative zero", () => {
  const { share, index } = seededRandom(11);
  const probabilities = Array.from({ length: 2000 }, (_, i) => {
    const p = i % 3 === 0 ? Math.round(share() * 10) / 10 : share();
    return i % 2 === 0 ? [p, 1 - p, -0] : [0, p, 1 - p];
  });
  const labels = probabilities.map(() => index(3));
  const rows = labelledRows(new PredictionTable({ probabilities, labels }));
  const before = rows.block.values.slice();
  expect(isotonicRegressorPerClass(rows)).toEqual(regressorPerClass(rows, fitIsotonicRegressor));
  expect(rows.block.values).toEqual(before);
});

it("fits the same regressors with weights", () => {
  const probabilities = [
    [0.5, 0.5],
    [0.1, 0.9],
    [0.3, 0.7],
  ];
  const rows = labelledRows(new PredictionTable({ probabilities, labels: [0, 1, 0], weights: [1, 3, 2] }));
  expect(isotonicRegressorPerClass(rows)).toEqual(regressorPerClass(rows, fitIsotonicRegressor));
});
