// The first calibrated row of a process that serves a store, whole.
import { readFile } from "node:fs/promises";

import { readCalibratorStore } from "calibrated/apply";

import { saveResult } from "../measure.js";

const store = await readCalibratorStore((path) => readFile(`temperature.store/${path}`, "utf8"));
const calibrated = store
  .getCalibrator(null)
  .calibrate([0.5, 0.2, 0.1, 0.05, 0.05, 0.04, 0.03, 0.02, 0.01, 0]);
saveResult(() => calibrated);
