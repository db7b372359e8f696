// Writes the stores of v1/ and what they do to some rows. Run once for each version of the format, after a build:
//   node packages/calibrated/test/artifacts/makeStores.js
// A file that a released version wrote is never made again.
import { readFile, writeFile } from "node:fs/promises";

import { CalibratorStore, IsotonicCalibrator, TemperatureCalibrator } from "calibrated";
import { saveCalibratorStore } from "calibrated/io";

const version = new URL("v1/", import.meta.url);
const seed = new URL("../golden/seedStores/expected.json", import.meta.url);
const { rows, userIds } = JSON.parse(await readFile(seed, "utf8"));

const curve = (power) => {
  const xThresholds = Array.from({ length: 9 }, (_, i) => i / 8);
  return { xThresholds, yThresholds: xThresholds.map((x) => Math.min(1, Math.round(1e6 * x ** power) / 1e6)) };
};
const model = {
  classes: ["early", "on time", "späť"],
  modelBundleId: "run-2026-11-23",
  modelSchemaHash: "0123abcd",
  createdAt: "2026-11-23T00:00:00.000Z",
};
const stores = {
  temperature: new CalibratorStore({
    globalCalibrator: new TemperatureCalibrator(1.35),
    userCalibrators: { alice: new TemperatureCalibrator(0.7), Zoë: new TemperatureCalibrator(2.5) },
    ...model,
  }),
  isotonic: new CalibratorStore({
    globalCalibrator: new IsotonicCalibrator([curve(1), curve(2), curve(0.5)]),
    userCalibrators: { bob: new IsotonicCalibrator([curve(3), curve(1), curve(1)]) },
    method: "isotonic",
    ...model,
  }),
};

const calibrated = {};
for (const [name, store] of Object.entries(stores)) {
  await saveCalibratorStore(store, new URL(name, version).pathname);
  calibrated[name] = store.calibrateBatch(rows, userIds);
}
await writeFile(new URL("expected.json", version), `${JSON.stringify({ rows, userIds, calibrated })}\n`);
