import { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { CalibrationError } from "../errors.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import { encodeCalibrator, encodeUserCalibrator } from "./calibratorJson.ts";
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
 * @throws CalibrationError `cannot-save` if it holds a third-party calibrator, or what no reader would take: calibrators for
 *   other numbers of classes, classes that are none or not distinct, facts that are no texts.
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
  checkReadable(store);
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
    const calibrator = encodeUserCalibrator(store.userCalibrators.get(userId)!, store.globalCalibrator);
    files.set(
      userFile(encoded.get(userId) ?? `${userId}.json`),
      jsonText({ ...calibrator, user_id: userId }),
    );
  }
  if (evidence !== null) files.set(evidenceFile, jsonText(encodeEvidence(evidence)));
  return files;
}

function checkReadable({ globalCalibrator, userCalibrators, classes, ...facts }: CalibratorStore): void {
  for (const field of ["method", "modelBundleId", "modelSchemaHash", "createdAt"] as const) {
    const value: unknown = facts[field];
    const canBeNull = field !== "method";
    if (typeof value === "string" || (canBeNull && value === null)) continue;
    throw cannotSave(field, canBeNull ? "a text or null" : "a text", typeof value);
  }
  if (classes !== null) {
    const names: readonly unknown[] = classes;
    const areTexts = names.every((name) => typeof name === "string");
    if (!areTexts || names.length === 0 || new Set(names).size < names.length) {
      throw cannotSave("classes", "the name of each class once, or null", JSON.stringify(classes));
    }
  }
  let expected = classes?.length ?? null;
  const check = (calibrator: Calibrator, field: string): void => {
    const count = calibrator instanceof BlockCalibrator ? calibrator.classCount : null;
    expected ??= count;
    if (count === null || count === expected) return;
    throw cannotSave(field, `a calibrator for ${expected} classes, as the others`, `one for ${count}`);
  };
  check(globalCalibrator, "globalCalibrator");
  for (const [userId, calibrator] of userCalibrators)
    check(calibrator, `userCalibrators, user ${JSON.stringify(userId)}`);
}

function cannotSave(field: string, expected: string, found: string): CalibrationError {
  return new CalibrationError("cannot-save", { problem: "Cannot save a store", expected, found, field });
}
