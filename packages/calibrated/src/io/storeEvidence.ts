import { join, resolve } from "node:path";

import { decodeEvidence } from "../artifact/evidenceJson.ts";
import { parseJson } from "../artifact/jsonShape.ts";
import { evidenceFile } from "../artifact/storeJson.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import { readText } from "./calibratorFile.ts";
import { fileSystemError } from "./fileSystemError.ts";
import { currentDirectory } from "./replaceDirectory.ts";

/**
 * Reads why the calibrators of a store serve: what cross-fitting found out about each, what was tried and lost, and what
 * users have in common. Null for a store that was saved without, such as one of the seed's writer.
 *
 * @param dir - the folder of the store.
 * @throws CalibrationError `not-json`, `invalid-field`, `format-too-new`, `file-system`.
 *
 * @example
 * import { fitCalibratorStore } from "calibrated";
 * import { loadStoreEvidence, saveCalibratorStore } from "calibrated/io";
 * const table = { probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1], userIds: ["ann", "bob"] };
 * const { store, evidence } = fitCalibratorStore(table, { personalization: "pooled" });
 * await saveCalibratorStore(store, "artifacts/pooled", { evidence });
 * const loaded = await loadStoreEvidence("artifacts/pooled");
 * loaded?.users.get("ann")?.verdict; // => "no-evidence"
 */
export async function loadStoreEvidence(dir: string): Promise<StoreEvidence | null> {
  const folder = await currentDirectory(resolve(dir)).catch((error: unknown) => {
    throw fileSystemError(error, "Cannot read a store's evidence", dir);
  });
  const path = join(folder, evidenceFile);
  const content = await readText(path);
  return content === null ? null : decodeEvidence(parseJson(content, path), path);
}
