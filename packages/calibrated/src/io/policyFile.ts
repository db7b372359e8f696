import { rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import writeFileAtomic from "write-file-atomic";

import { parseJson } from "../artifact/jsonShape.ts";
import { jsonText } from "../artifact/jsonText.ts";
import { decodeInferencePolicy, encodeInferencePolicy, policyFile } from "../artifact/policyJson.ts";
import { CalibrationError } from "../errors.ts";
import { createInferencePolicy, type InferencePolicy } from "../policy/inferencePolicy.ts";
import { readText } from "./calibratorFile.ts";
import { checkFile } from "./checkFile.ts";
import { fileSystemError, hasSystemCode } from "./fileSystemError.ts";
import { makeFolder } from "./makeFolder.ts";

/**
 * Writes a policy as JSON, whole or not at all; makes the parent folders. It is not checked against its model and store:
 * see `bindInferencePolicy` and `checkPolicyFile`.
 *
 * @param path - the file, or the folder to write `inference_policy.json` into. What is not there yet is a folder unless
 *   its name ends with ".json".
 * @returns the path of the file.
 * @throws CalibrationError `cannot-save` for what no reader would take, such as a threshold above 1; `file-system`.
 *
 * @example
 * import { createInferencePolicy } from "calibrated";
 * import { loadInferencePolicy, removeInferencePolicy, saveInferencePolicy } from "calibrated/io";
 * const policy = createInferencePolicy({
 *   modelDir: "models/run1",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Build", "Write"],
 *   rejectThreshold: 0.55,
 * });
 * const path = await saveInferencePolicy(policy, "home/models");
 * (await loadInferencePolicy(path)).rejectThreshold; // => 0.55
 * await removeInferencePolicy(path); // => true
 * await removeInferencePolicy(path); // => false
 */
export async function saveInferencePolicy(policy: InferencePolicy, path: string): Promise<string> {
  const text = jsonText(encodeInferencePolicy(readable(policy)));
  const file = await policyFilePath(path);
  await checkFile(file, "Cannot save a policy");
  try {
    await makeFolder(dirname(file));
    await writeFileAtomic(file, text);
  } catch (error) {
    throw fileSystemError(error, "Cannot save a policy", file);
  }
  return file;
}

/** What a reader would make of it, which is the same, or a refusal. */
function readable(policy: InferencePolicy): InferencePolicy {
  try {
    return createInferencePolicy(policy);
  } catch (error) {
    if (!(error instanceof CalibrationError)) throw error;
    throw new CalibrationError("cannot-save", { ...error.details, problem: "Cannot save a policy" });
  }
}

/**
 * Reads a policy from the file that {@link saveInferencePolicy}, or the seed's, wrote, without a look at its model and
 * store; `loadServedPolicy` looks at them.
 *
 * @param path - the file, or the folder that holds `inference_policy.json`.
 * @throws CalibrationError `not-found`, `not-json`, `format-too-new`, `invalid-field` (naming file and field),
 *   `file-system`.
 */
export async function loadInferencePolicy(path: string): Promise<InferencePolicy> {
  const file = await policyFilePath(path);
  const text = await readText(file);
  if (text !== null) return decodeInferencePolicy(parseJson(text, file), file);
  throw new CalibrationError("not-found", {
    problem: "Cannot read a policy",
    expected: "a file",
    found: "none",
    file,
  });
}

/**
 * Removes the file of a policy; its model and store stay. A file of another name than `inference_policy.json` is only
 * removed if it is a policy.
 *
 * @param path - the file, or the folder that holds it.
 * @returns whether there was one.
 * @throws CalibrationError as {@link loadInferencePolicy} for a file that is no policy; `file-system`.
 */
export async function removeInferencePolicy(path: string): Promise<boolean> {
  const file = await policyFilePath(path);
  try {
    if (basename(file) !== policyFile) await loadInferencePolicy(file);
    await rm(file);
    return true;
  } catch (error) {
    if (hasSystemCode(error, "ENOENT", "ENOTDIR")) return false;
    if (error instanceof CalibrationError && error.code === "not-found") return false;
    throw fileSystemError(error, "Cannot remove a policy", file);
  }
}

/** The file that a path means: itself, or `inference_policy.json` in the folder that it is or will be. */
export async function policyFilePath(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  const isFolder = found === null ? !/\.json$/i.test(path) : found.isDirectory();
  return isFolder ? join(path, policyFile) : path;
}

/** The folder that the paths of a policy are relative to. */
export function policyHome(file: string): string {
  return join(dirname(file), "..");
}
