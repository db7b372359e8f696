import { expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { checkClassNames, servedRows } from "../../src/store/servedRows.ts";

const probabilities = [
  [0.9, 0.1],
  [0.9, 0.1],
];
const table = new PredictionTable({ probabilities, labels: [0, 1], classes: ["cat", "dog"] });
const store = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(2),
  userCalibrators: { ann: new IdentityCalibrator() },
  classes: ["cat", "dog"],
});

it("calibrates each row with its user's calibrator, everybody's with the global one without user ids", () => {
  const rows = labelledRows(table);
  const { block, labels } = servedRows(rows, ["ann", null], store);
  expect(Array.from(block.values)).toEqual(store.calibrateBatch(probabilities, ["ann", null]).flat());
  expect(labels).toBe(rows.labels);
  const nobody = servedRows(rows, null, store).block.values;
  expect(Array.from(nobody)).toEqual(store.calibrateBatch(probabilities, [null, null]).flat());
  expect(Array.from(rows.block.values)).toEqual(probabilities.flat());
});

it("refuses a table that names the classes in another order than the store", () => {
  expect(() => checkClassNames(table, store)).not.toThrow();
  const swapped = new PredictionTable({ probabilities, classes: ["dog", "cat"] });
  expect(() => checkClassNames(swapped, store)).toThrow(expect.objectContaining({ code: "invalid-classes" }));
});
