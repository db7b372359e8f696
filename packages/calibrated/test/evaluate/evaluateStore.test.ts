import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { brierScore } from "../../src/evaluate/brierScore.ts";
import { evaluateStore } from "../../src/evaluate/evaluateStore.ts";
import { nll } from "../../src/evaluate/nll.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";

const table = {
  probabilities: [
    [0.9, 0.1],
    [0.6, 0.4],
    [0.2, 0.8],
    [0.5, 0.5],
  ],
  classes: ["cat", "dog"],
  labels: ["cat", "dog", "dog", "cat"],
  userIds: ["bob", "ann", "bob", null],
};
const store = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(2),
  userCalibrators: { bob: new IdentityCalibrator() },
});

describe("evaluateStore", () => {
  it("scores all rows raw and as the store serves them", () => {
    const { rows, users, classes, raw, calibrated } = evaluateStore(table, store);
    expect({ rows, users, classes }).toEqual({ rows: 4, users: 2, classes: ["cat", "dog"] });
    expect(raw.nll).toBe(nll(table));
    const served = store.calibrateBatch(table.probabilities, table.userIds);
    expect(calibrated!.brierScore).toBeCloseTo(brierScore({ ...table, probabilities: served }), 14);
  });

  it("scores each user, sorted, and says which calibrator served", () => {
    const { perUser } = evaluateStore(table, store);
    expect(perUser.map(({ userId, rows, calibrator }) => [userId, rows, calibrator])).toEqual([
      ["ann", 1, "global"],
      ["bob", 2, "own"],
    ]);
    expect(perUser[1]!.raw).toEqual(perUser[1]!.calibrated);
    expect(perUser[0]!.raw.nll).toBeCloseTo(-Math.log(0.4), 14);
  });

  it("scores the raw probabilities only without a store", () => {
    const { calibrated, perUser, reliability } = evaluateStore(table);
    expect(calibrated).toBeNull();
    expect(reliability.calibrated).toBeNull();
    expect(perUser[0]).toMatchObject({ calibrator: "none", calibrated: null });
  });

  it("has no users without user ids", () => {
    const { userIds: _userIds, ...rest } = table;
    expect(evaluateStore(rest, store)).toMatchObject({ users: 0, perUser: [] });
  });

  it("leaves out rows of weight 0, and users who have no other", () => {
    const evaluation = evaluateStore({ ...table, weights: [1, 0, 1, 0] }, store);
    expect(evaluation.rows).toBe(2);
    expect(evaluation.perUser.map(({ userId }) => userId)).toEqual(["bob"]);
  });

  it("refuses a table whose classes stand in another order than the store's", () => {
    const named = new CalibratorStore({
      globalCalibrator: new IdentityCalibrator(),
      classes: ["dog", "cat"],
    });
    expect(() => evaluateStore(table, named)).toThrow(expect.objectContaining({ code: "invalid-classes" }));
    const { classes: _classes, ...unnamed } = { ...table, labels: [0, 1, 1, 0] };
    expect(evaluateStore(unnamed, named).rows).toBe(4);
  });

  it("does not change the table", () => {
    const before = structuredClone(table);
    evaluateStore(table, store);
    expect(table).toEqual(before);
  });
});
