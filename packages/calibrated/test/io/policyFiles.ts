import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { saveCalibratorStore } from "../../src/io/storeDirectory.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

export const metadata = { schema_hash: "3f2a9c41d07b", label_set: ["Write", "Build", "Meet"], params: {} };

export function writeJson(path: string, json: unknown): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof json === "string" ? json : JSON.stringify(json));
  return path;
}

/** A home as the seed has it, with a bundle models/run1 and a store artifacts/calibrators that belong together. */
export async function policyHome(): Promise<string> {
  const home = temporaryFolder();
  writeJson(join(home, "models", "run1", "metadata.json"), metadata);
  const store = new CalibratorStore({
    globalCalibrator: new TemperatureCalibrator(1.3),
    userCalibrators: { alice: new TemperatureCalibrator(2) },
    classes: ["Build", "Meet", "Write"],
    modelBundleId: "run1",
    modelSchemaHash: metadata.schema_hash,
  });
  await saveCalibratorStore(store, join(home, "artifacts", "calibrators"));
  return home;
}
