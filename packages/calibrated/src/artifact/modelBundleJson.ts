import { CalibrationError } from "../errors.ts";
import type { ModelBundle } from "../policy/checkInferencePolicy.ts";
import { anything, invalidField, list, object, text } from "./jsonShape.ts";

/** The file of a model bundle that says what the model is. */
export const bundleFile = "metadata.json";

/**
 * What a bundle's `metadata.json` says: `schema_hash` and `label_set`; other keys are the model's own affair. A field
 * that is missing or broken stands as the error it is, so that the other one can be looked at all the same.
 *
 * @throws CalibrationError `invalid-field` if the value is no object.
 */
export function decodeModelBundle(json: unknown, file: string): ModelBundle {
  const { schema_hash: schemaHash, label_set: labelSet } = bundleShape(json, file);
  return {
    schemaHash: orError(() => filled(text(schemaHash, file, "schema_hash"), file)),
    labelSet: orError(() => classesOf(list(text)(labelSet, file, "label_set"), file)),
  };
}

const bundleShape = object({ schema_hash: anything, label_set: anything });

function filled(hash: string, file: string): string {
  if (hash !== "") return hash;
  throw invalidField(file, "schema_hash", "a text that is not empty", '""');
}

function classesOf(labels: readonly string[], file: string): readonly string[] {
  if (labels.length > 0) return [...new Set(labels)];
  throw invalidField(file, "label_set", "at least one class", "none");
}

function orError<T>(read: () => T): T | CalibrationError {
  try {
    return read();
  } catch (error) {
    if (error instanceof CalibrationError) return error;
    throw error;
  }
}
