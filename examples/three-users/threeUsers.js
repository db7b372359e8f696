// @ts-check
/// <reference types="node" />

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { evaluateStore, fitCalibratorStore, TemperatureCalibrator } from "calibrated";
import { loadCalibratorStore, saveCalibratorStore } from "calibrated/io";

import { predictions } from "./predictions.js";

// 1. Labelled predictions. The model exaggerates for ana, is too modest for ben, and has seen little of cem.
const past = predictions(1, [
  { userId: "ana", rows: 600, days: 12, exaggeration: 2 },
  { userId: "ben", rows: 600, days: 12, exaggeration: 0.5 },
  { userId: "cem", rows: 60, days: 2, exaggeration: 2 },
]);

// 2. Fit: a global calibrator on all rows, and one for each user with enough rows, days and labels.
const needed = { minWindows: 200, minDays: 3, minLabels: 3 };
const { store, eligibility } = fitCalibratorStore(past, { method: "temperature", ...needed });

console.log("Who gets a calibrator of their own?");
for (const { userId, labeledWindows, labeledDays, distinctLabels, isEligible } of eligibility) {
  const calibrator = store.getCalibrator(userId);
  const temperature =
    calibrator instanceof TemperatureCalibrator ? calibrator.temperature.toFixed(4) : "none";
  const has = `${labeledWindows} rows, ${labeledDays} days, ${distinctLabels} labels`;
  const verdict = isEligible
    ? "own"
    : `global, as an own one takes ${needed.minWindows} rows and ${needed.minDays} days`;
  console.log(`  ${userId}  T = ${temperature}  ${has}: ${verdict}`);
}

// 3. Apply: the same new row for everybody, also for dan, whom the store has never seen.
const userIds = ["ana", "ben", "cem", "dan"];
const rows = userIds.map(() => [0.7, 0.2, 0.1]);
const calibrated = store.calibrateBatch(rows, userIds);
console.log("\n0.7, 0.2, 0.1 becomes");
for (const [i, row] of calibrated.entries()) {
  console.log(`  ${userIds[i]}  ${row.map((p) => p.toFixed(4)).join(", ")}`);
}

// 4. Is it better? Ask rows that it was not fitted on.
const future = predictions(2, [
  { userId: "ana", rows: 600, days: 12, exaggeration: 2 },
  { userId: "ben", rows: 600, days: 12, exaggeration: 0.5 },
  { userId: "cem", rows: 600, days: 12, exaggeration: 2 },
]);
console.log("\nMean NLL on new rows, lower is better");
for (const user of evaluateStore(future, store).perUser) {
  const after = user.calibrated?.nll.toFixed(4);
  console.log(`  ${user.userId}  ${user.raw.nll.toFixed(4)} -> ${after} (${user.calibrator} calibrator)`);
}

// 5. Save and load. The folder is yours to name: node threeUsers.js <folder>
const folder = process.argv[2] ?? join(await mkdtemp(join(tmpdir(), "three-users-")), "store");
await saveCalibratorStore(store, folder);
const loaded = await loadCalibratorStore(folder);
const isEqual = String(loaded.calibrateBatch(rows, userIds)) === String(calibrated);
console.log(`\nSaved and loaded: ${isEqual ? "equal to the last digit" : "different"}`);
console.log(`The store is in ${folder}`);
