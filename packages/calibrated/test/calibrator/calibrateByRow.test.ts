import { afterEach, expect, it } from "vitest";

import { calibrateByRow, chooseByRow } from "../../src/calibrator/calibrateByRow.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";

const chosen = calibrateByRow;
afterEach(() => chooseByRow(chosen));

it("is asked by a store for batches of several calibrators, which does the work where it could not", () => {
  const store = new CalibratorStore({
    globalCalibrator: new TemperatureCalibrator(2),
    userCalibrators: { ann: new TemperatureCalibrator(3) },
  });
  const rows = [
    [0.9, 0.1],
    [0.9, 0.1],
  ];
  const asked: string[] = [];
  chooseByRow((_block, { keys, indices }) => {
    asked.push(`${keys.length} of ${indices.join(" ")}`);
    return false;
  });
  expect(store.calibrateBatch(rows, ["ann", null])[1]![0]).toBeCloseTo(0.75, 12);
  store.calibrateBatch(rows, [null, null]);
  expect(asked).toEqual(["2 of 0 1"]);
  chooseByRow((block) => block.values.fill(0.5) === block.values);
  expect(store.calibrateBatch(rows, ["ann", null])).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
});
