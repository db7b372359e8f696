import { CalibratorStore, TemperatureCalibrator } from "calibrated";

import { labelledRows } from "../labelledRows.js";
import { measure, workArguments } from "../measure.js";
import { readDoubles } from "../rawFiles.js";
import { readUserIds, userId } from "../userIds.js";

const [data, rowCount, classCount, userCount, whose] = workArguments;
const rows = Number(rowCount);
const users = Number(userCount);
const { probabilities } = labelledRows(data, rows, Number(classCount));
const userIds = readUserIds(data, rows, whose === "cycled" ? users : null);
const temperatures =
  whose === "cycled"
    ? Float64Array.from({ length: users }, (_, user) => 1.1 + user / users)
    : readDoubles("users.temperatures", users);
const store = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(2),
  userCalibrators: new Map(
    Array.from(temperatures, (temperature, user) => [userId(user), new TemperatureCalibrator(temperature)]),
  ),
});
const out = { ...probabilities, data: probabilities.data.slice() };
measure(
  () => store.calibrateBatchInto(probabilities, userIds, out),
  ({ data: calibrated }) => calibrated,
);
