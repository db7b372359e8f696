import { BlockCalibrator, CalibratorStore, fitIsotonic, fitTemperature } from "calibrated";

import { labelledRows } from "../labelledRows.js";
import { measure, workArguments } from "../measure.js";
import { userId } from "../userIds.js";

const [data, fitRows, classCount, method] = workArguments;
const classes = Number(classCount);
const table = labelledRows(data, Number(fitRows), classes);
const { calibrator } = method === "temperature" ? fitTemperature(table) : fitIsotonic(table);
const ids = Array.from({ length: 1000 }, (_, user) => userId(user));
const store = new CalibratorStore({
  globalCalibrator: calibrator,
  userCalibrators: new Map(ids.map((id) => [id, calibrator])),
});
const rows = ids.map((_, i) => table.probabilities.data.slice(i * classes, (i + 1) * classes));
const out = new Float64Array(classes);
const times = 100_000;
measure(
  () => {
    for (let i = 0; i < times; i++) {
      const own = store.getCalibrator(ids[i % ids.length]);
      if (own instanceof BlockCalibrator) own.calibrateInto(rows[i % rows.length], out);
    }
  },
  () => calibrator.calibrate(rows[0]),
  { times },
);
