// @ts-check
/// <reference types="node" />

// Writes the store that the page loads. Its calibrators are chosen by hand; three-users shows how to fit them.
//
//     node examples/web-page/makeStore.js [folder]

import { fileURLToPath } from "node:url";

import { CalibratorStore, IsotonicCalibrator, TemperatureCalibrator } from "calibrated";
import { saveCalibratorStore } from "calibrated/io";

const store = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(1.6),
  userCalibrators: {
    "ann/berlin": new TemperatureCalibrator(2.5),
    bob: new TemperatureCalibrator(0.7),
    // A store may mix the kinds: here a line from point to point for each class.
    "team #2": new IsotonicCalibrator([
      { xThresholds: [0, 0.5, 1], yThresholds: [0, 0.3, 0.9] },
      { xThresholds: [0, 0.4, 1], yThresholds: [0.05, 0.5, 0.95] },
      { xThresholds: [0.1, 0.9], yThresholds: [0.1, 0.7] },
    ]),
  },
  classes: ["Write", "Read", "Meet"],
  createdAt: "2026-01-05T09:00:00Z",
});
console.log(
  await saveCalibratorStore(store, process.argv[2] ?? fileURLToPath(new URL("store", import.meta.url))),
);
