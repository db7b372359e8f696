import { readFile } from "node:fs/promises";
import { dirname } from "node:path";

import writeFileAtomic from "write-file-atomic";

import { decodeCalibrator, encodeCalibrator } from "../artifact/calibratorJson.ts";
import { jsonText } from "../artifact/jsonText.ts";
import { parseJson } from "../artifact/jsonShape.ts";
import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { CalibrationError } from "../errors.ts";
import { checkFile } from "./checkFile.ts";
import { fileSystemError, hasSystemCode, isSystemError } from "./fileSystemError.ts";
import { makeFolder } from "./makeFolder.ts";

/**
 * Writes one calibrator as JSON, whole or not at all; makes the parent folders.
 *
 * @param path - the file; replaced if it exists.
 * @returns the path.
 * @throws CalibrationError `cannot-save` for a third-party calibrator; `file-system`.
 *
 * @example
 * import { TemperatureCalibrator } from "calibrated";
 * import { loadCalibrator, saveCalibrator } from "calibrated/io";
 * const path = await saveCalibrator(new TemperatureCalibrator(1.35), "artifacts/calibrator.json");
 * const loaded = await loadCalibrator(path);
 * JSON.stringify(loaded); // => '{"temperature":1.35}'
 */
export async function saveCalibrator(calibrator: Calibrator, path: string): Promise<string> {
  const text = jsonText(encodeCalibrator(calibrator));
  await checkFile(path, "Cannot save a calibrator");
  try {
    await makeFolder(dirname(path));
    await writeFileAtomic(path, text);
  } catch (error) {
    throw fileSystemError(error, "Cannot save a calibrator", path);
  }
  return path;
}

/**
 * Reads one calibrator from the JSON file that {@link saveCalibrator}, or the seed's, wrote. Nothing is fitted again.
 *
 * @throws CalibrationError `not-found`, `not-json`, `unknown-type`, `invalid-field` (naming file and field),
 *   `file-system`.
 */
export async function loadCalibrator(path: string): Promise<BlockCalibrator> {
  const text = await readText(path);
  if (text === null) {
    throw new CalibrationError("not-found", {
      problem: "Cannot read a calibrator",
      expected: "a file",
      found: "none",
      file: path,
    });
  }
  return decodeCalibrator(parseJson(text, path), path);
}

/**
 * The text of a file, or null if there is none. A byte order mark is not part of it.
 *
 * @param name - what a file that is no text is called.
 */
export async function readText(path: string, name: string = path): Promise<string | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    // A name with a NUL character, or one too long, cannot be the name of a file.
    if (hasSystemCode(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG") || isInvalidPath(error)) return null;
    if (isSystemError(error)) throw fileSystemError(error, "Cannot read a file", path);
    throw notText(name, "more than fits into memory", error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw notText(name, "other bytes, or more than fit into a text", error);
  }
}

function notText(file: string, found: string, cause: unknown): CalibrationError {
  return new CalibrationError(
    "not-json",
    { problem: "Cannot read a file", expected: "JSON in UTF-8", found, file },
    { cause },
  );
}

function isInvalidPath(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_ARG_VALUE";
}
