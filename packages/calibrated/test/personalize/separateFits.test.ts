import { expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { methods } from "../../src/fit/fitMethod.ts";
import { chooseMethod } from "../../src/personalize/chooseMethod.ts";
import { groupedFolds } from "../../src/personalize/groupedFolds.ts";
import { chosenFit, namedFit } from "../../src/personalize/separateFits.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 10,
  rowsPerUser: 40,
  classCount: 3,
  temperature: 3,
  slopeDeviation: 0,
  biasDeviation: 0,
  seed: 1,
});
const rows = labelledRows(new PredictionTable(table));
const folds = groupedFolds(rows, table.userIds, null, 3);
const parent = new IdentityCalibrator();

it("namedFit fits by its method, and tells what it gains", () => {
  const plan = namedFit(methods.temperature)(rows, folds, parent);
  expect(plan.fit()).toEqual(methods.temperature(rows));
  expect(plan.nlls()).toHaveLength(10);
  expect(plan.candidates).toEqual([]);
});

it("chosenFit fits by the method that is chosen, and keeps the losers' scores", () => {
  const plan = chosenFit(rows, folds, parent);
  expect(plan.fit().calibrator).toBeInstanceOf(TemperatureCalibrator);
  const { scores, nested } = chooseMethod(rows, folds, parent);
  expect(plan.candidates).toEqual(scores);
  expect(plan.nlls()).toEqual(nested);
});
