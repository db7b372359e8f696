import { fitCalibratorStore, TemperatureCalibrator } from "calibrated";

import { labelledRows } from "../labelledRows.js";
import { measure, workArguments } from "../measure.js";
import { readUserIds, userId } from "../userIds.js";

/** @import { FitCalibratorStoreOptions } from "calibrated" */

const [data, rowCount, classCount, userCount, whose, personalization] = workArguments;
const rows = Number(rowCount);
const users = Number(userCount);
const table = {
  ...labelledRows(data, rows, Number(classCount)),
  userIds: readUserIds(data, rows, whose === "cycled" ? users : null),
};
/** @type {Record<string, FitCalibratorStoreOptions>} */
const personalizations = {
  separate: { minWindows: 1, minDays: 0, minLabels: 1 },
  pooled: { personalization: "pooled", gate: false },
  gated: { personalization: "pooled" },
  chosen: { personalization: "pooled", method: "auto" },
};
measure(
  () => fitCalibratorStore(table, { method: "temperature", ...personalizations[personalization] }),
  ({ store }) =>
    Array.from({ length: users }, (_, user) => {
      const calibrator = store.getCalibrator(userId(user));
      return calibrator instanceof TemperatureCalibrator ? calibrator.temperature : NaN;
    }),
);
