import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { evaluateStore } from "../../src/evaluate/evaluateStore.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

const random = seededRandom(12);
const day = 86_400_000;
const userIds = Array.from({ length: 300 }, (_, row) => ["ann", "bob", "cid"][row % 3]!);
/** Says 0.9; ann is right as often, bob half the time. */
const table = {
  probabilities: userIds.map(() => [0.9, 0.1]),
  labels: userIds.map((userId) => (random.share() < (userId === "bob" ? 0.5 : 0.9) ? 0 : 1)),
  userIds,
  timestamps: userIds.map((_, row) => Math.floor(row / 10) * day),
};
const store = new CalibratorStore({
  globalCalibrator: new IdentityCalibrator(),
  userCalibrators: { bob: new TemperatureCalibrator(20) },
});

describe("evaluateUsers", () => {
  it("scores each user as their rows alone are scored, with and without intervals", () => {
    const { perUser } = evaluateStore(table, store, { replicates: 60 });
    const quick = evaluateStore(table, store, { intervals: "none" }).perUser;
    for (const [i, { userId, raw, calibrated }] of perUser.entries()) {
      const rows = [...userIds.keys()].filter((row) => userIds[row] === userId);
      const alone = evaluateStore(
        {
          probabilities: rows.map((row) => table.probabilities[row]!),
          labels: rows.map((row) => table.labels[row]!),
          userIds: rows.map(() => userId),
        },
        store,
        { replicates: 60 },
      );
      expect(raw).toEqual(alone.raw);
      expect(calibrated).toEqual(alone.calibrated);
      expect(quick[i]!.raw).toMatchObject({
        accuracy: raw.accuracy,
        nll: raw.nll,
        topLabelEce: raw.topLabelEce,
      });
    }
  });

  it("resamples a user's days, and finds who is off by what serves them", () => {
    const evaluation = evaluateStore(table, null, { replicates: 60 });
    expect(evaluation.perUser.map(({ intervals }) => intervals!.resampled)).toEqual(
      Array.from({ length: 3 }, () => ({ unit: "day", units: 30, groups: 30 })),
    );
    expect(evaluation.worstUsers.userIds).toEqual(["bob"]);
    expect(evaluateStore(table, store, { intervals: "none" }).worstUsers.userIds).toEqual([]);
  });
});
