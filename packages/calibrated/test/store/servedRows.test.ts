import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import type { Matrix } from "../../src/probabilities/shapes.ts";
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

describe("a third-party calibrator", () => {
  const expected = probabilities.flat().map((p) => 0.8 * p + 0.1);
  const forArrays = {
    calibrate: (given: readonly (readonly number[])[]) => given.map((row) => row.map((p) => 0.8 * p + 0.1)),
  };
  const forMatrices = {
    calibrate: ({ data, dims }: Matrix<Float64Array>) => ({ data: data.map((p) => 0.8 * p + 0.1), dims }),
  };

  it.each([forArrays, forMatrices])("serves whichever kind of rows it is written for", (globalCalibrator) => {
    const served = servedRows(labelledRows(table), null, new CalibratorStore({ globalCalibrator }));
    expect(served.block.values).toEqual(Float64Array.from(expected));
  });

  it("lets errors of its own through", () => {
    const calibrate = (): never => {
      throw new RangeError("mine");
    };
    const broken = new CalibratorStore({ globalCalibrator: { calibrate } });
    expect(() => servedRows(labelledRows(table), null, broken)).toThrow("mine");
    const mistaken = (rows: number[][]): unknown =>
      rows.map((row) => (row as unknown as { none: string }).none.length);
    const mistake = new CalibratorStore({ globalCalibrator: { calibrate: mistaken } });
    expect(() => servedRows(labelledRows(table), null, mistake)).toThrow(/length/);
    const other = new CalibratorStore({ globalCalibrator: { calibrate: () => [[1]] } });
    expect(() => servedRows(labelledRows(table), null, other)).toThrow(
      expect.objectContaining({ code: "contract-broken" }),
    );
  });
});

it.each([new TemperatureCalibrator(2), undefined, {}])("%o is no store", (given) => {
  expect(() => checkClassNames(table, given as CalibratorStore)).toThrow(
    expect.objectContaining({ code: "invalid-calibrator" }),
  );
});
