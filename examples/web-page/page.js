// @ts-check

import { CalibrationError, readCalibratorStore, rejectDecisions } from "calibrated/apply";

import { showForm, showProblem, showResult } from "./view.js";

const threshold = 0.6;

readCalibratorStore(readText).then(start).catch(showError);

/** The text of one of the store's files, or null if there is none: all that the library needs to read a store. */
async function readText(/** @type {string} */ path) {
  // A file may be called "team #2.json", so each part of its path is encoded.
  const response = await fetch(`store/${path.split("/").map(encodeURIComponent).join("/")}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return response.text();
}

function start(/** @type {import("calibrated/apply").CalibratorStore} */ store) {
  const { classes } = store;
  if (classes === null) throw new Error("The store does not say what its classes are called.");
  showForm(classes, store.userIds, (userId, raw) => {
    try {
      const calibrator = store.getCalibrator(userId); // the user's own, else the global one
      const calibrated = calibrator.calibrate(raw);
      const decisions = rejectDecisions([raw, calibrated], threshold);
      showResult({ classes, userId, calibrator, raw, calibrated, decisions });
    } catch (error) {
      showError(error);
    }
  });
}

/** The library's errors carry what they know as data: enough for a short sentence about a row. */
function showError(/** @type {unknown} */ error) {
  if (!(error instanceof CalibrationError)) {
    showProblem(String(error));
    throw error;
  }
  const { expected, found, file } = error.details;
  showProblem(file === undefined ? `Expected ${expected}, but found ${found}.` : error.message);
}
