import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { judgedCurve, judgedRows, takeJudgedRows } from "../../src/reject/judgedRows.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";

const table = new PredictionTable({
  probabilities: [
    [0.9, 0.1],
    [0.9, 0.1],
    [0.3, 0.7],
    [0.6, 0.4],
  ],
  labels: [0, 1, 1, 1],
  weights: [1, 2, 0, 1],
  userIds: ["ann", "bob", "ann", null],
  timestamps: [0, 1, 2, 3],
});
const store = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(2),
  userCalibrators: { ann: new IdentityCalibrator() },
});

describe("judgedRows", () => {
  it("judges the rows that count, each as its user's calibrator serves it", () => {
    const rows = judgedRows(table, store);
    const served = store.calibrateBatch(table.probabilities, table.userIds!).data;
    expect(rows).toEqual({
      confidence: Float64Array.of(served[0]!, served[2]!, served[6]!),
      isWrong: Uint8Array.of(0, 1, 1),
      weights: Float64Array.of(1, 2, 1),
      userIds: ["ann", "bob", null],
      timestamps: Float64Array.of(0, 1, 3),
    });
    expect(rows.confidence[0]).toBe(0.9);
    expect(rows.confidence[1]).toBeCloseTo(0.75, 14);
    expect(judgedRows(table, null).confidence).toEqual(Float64Array.of(0.9, 0.9, 0.6));
  });

  it("takes some of the rows", () => {
    expect(takeJudgedRows(judgedRows(table, null), [2, 0])).toEqual({
      confidence: Float64Array.of(0.6, 0.9),
      isWrong: Uint8Array.of(1, 0),
      weights: Float64Array.of(1, 1),
      userIds: [null, "ann"],
      timestamps: Float64Array.of(3, 0),
    });
  });

  it("has a curve, also where weights are too large to be added", () => {
    expect(judgedCurve(judgedRows(table, null))).toMatchObject({
      threshold: Float64Array.of(0.9, 0.6),
      accepted: Float64Array.of(3, 4),
      errors: Float64Array.of(2, 3),
    });
    const heavy = takeJudgedRows(judgedRows(table, null), [0, 1]);
    const curve = judgedCurve({ ...heavy, weights: Float64Array.of(1.5e308, 1.5e308) });
    expect(curve.errors[0]! / curve.total).toBe(0.5);
  });
});
