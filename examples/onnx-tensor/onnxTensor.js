// @ts-check
/// <reference types="node" />

import { readFile } from "node:fs/promises";

import { CalibratorStore, TemperatureCalibrator } from "calibrated";
import * as ort from "onnxruntime-web";

ort.env.wasm.numThreads = 1; // plenty for a model this small

// The model tells what somebody does in a minute at the computer from how much they type, scroll and talk.
const session = await ort.InferenceSession.create(await readFile(new URL("model.onnx", import.meta.url)));
const minutes = [0.75, 0.25, 0, /* */ 0.5, 0.5, 0, /* */ 0.75, 0.25, 0, /* */ 0.25, 0.25, 0.5];
const userIds = ["ann", "ann", "bob", "dora"];
const results = await session.run({ features: new ort.Tensor("float32", minutes, [4, 3]) });

// One calibrator for all rows. The tensor goes in as it comes out of the model.
const calibrator = new TemperatureCalibrator(2);
const softened = calibrator.calibrate(results.probabilities);

// One calibrator per user, and the first one for everybody else. Yours come from loadCalibratorStore (calibrated/io).
const store = new CalibratorStore({
  globalCalibrator: calibrator,
  userCalibrators: { ann: new TemperatureCalibrator(4), bob: new TemperatureCalibrator(0.5) },
});
const perUser = store.calibrateBatch(results.probabilities, userIds);

// What comes back has the tensor's kind and shape, in new memory: `data`, a Float32Array, and `dims`, [4, 3].
print("raw", results.probabilities);
print("T = 2", softened);
print("per user", perUser);

function print(/** @type {string} */ title, /** @type {{ data: ArrayLike<unknown> }} */ { data }) {
  console.log(`${title.padEnd(8)}    Write     Read     Meet`);
  for (const [row, userId] of userIds.entries()) {
    const cells = Array.from({ length: 3 }, (_, j) => Number(data[3 * row + j]).toFixed(6));
    console.log(`  ${userId.padEnd(6)} ${cells.join(" ")}`);
  }
}
