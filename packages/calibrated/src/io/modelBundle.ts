import { join } from "node:path";

import { parseJson } from "../artifact/jsonShape.ts";
import { bundleFile, decodeModelBundle } from "../artifact/modelBundleJson.ts";
import { CalibrationError } from "../errors.ts";
import type { ModelBundle } from "../policy/checkInferencePolicy.ts";
import { readText } from "./calibratorFile.ts";

/** Reads the `metadata.json` of a model bundle; what could not be read stands as the error it is. */
export async function readModelBundle(dir: string): Promise<ModelBundle | CalibrationError> {
  const file = join(dir, bundleFile);
  try {
    const text = await readText(file);
    if (text !== null) return decodeModelBundle(parseJson(text, file), file);
  } catch (error) {
    if (error instanceof CalibrationError) return error;
    throw error;
  }
  return new CalibrationError("not-found", {
    problem: "Cannot read a model bundle",
    expected: `a folder with ${bundleFile}`,
    found: "none",
    file,
  });
}
