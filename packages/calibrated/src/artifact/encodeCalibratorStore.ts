import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import { encodeCalibrator } from "./calibratorJson.ts";
import { encodeEvidence } from "./evidenceJson.ts";
import { jsonText } from "./jsonText.ts";
import { evidenceFile, formatVersion, globalFile, storeFile, userFile, type StoreJson } from "./storeJson.ts";
import { encodedUserFileNames } from "./userFileNames.ts";

/**
 * The files of a store: their paths inside the store's folder, with "/" between parts, and their texts.
 *
 * The layout and the keys are the seed's, which ignores what it does not know; `format_version`, `classes`,
 * `user_files` and, in a user's file, `user_id` are added.
 *
 * @param evidence - why what serves serves; kept in `evidence.json`, which readers of calibrators pass by.
 * @throws CalibrationError `cannot-save` if it holds a third-party calibrator.
 *
 * @example
 * import { CalibratorStore, encodeCalibratorStore, IdentityCalibrator } from "calibrated";
 * const files = encodeCalibratorStore(new CalibratorStore({ globalCalibrator: new IdentityCalibrator() }));
 * [...files.keys()]; // => ["store.json", "global.json"]
 */
export function encodeCalibratorStore(
  store: CalibratorStore,
  evidence: StoreEvidence | null = null,
): Map<string, string> {
  const { userIds } = store;
  const encoded = encodedUserFileNames(userIds);
  const files = new Map<string, string>();
  const metadata: StoreJson = {
    format_version: formatVersion,
    method: store.method,
    classes: store.classes,
    user_count: userIds.length,
    user_ids: userIds,
    user_files: [...encoded].map(([userId, file]) => ({ user_id: userId, file })),
    model_bundle_id: store.modelBundleId,
    model_schema_hash: store.modelSchemaHash,
    created_at: store.createdAt,
  };
  files.set(storeFile, jsonText(metadata));
  files.set(globalFile, jsonText(encodeCalibrator(store.globalCalibrator)));
  for (const userId of userIds) {
    const calibrator = encodeCalibrator(store.userCalibrators.get(userId)!);
    files.set(
      userFile(encoded.get(userId) ?? `${userId}.json`),
      jsonText({ ...calibrator, user_id: userId }),
    );
  }
  if (evidence !== null) files.set(evidenceFile, jsonText(encodeEvidence(evidence)));
  return files;
}
