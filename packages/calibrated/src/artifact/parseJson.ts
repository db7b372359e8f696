import * as v from "valibot";

import { CalibrationError } from "../errors.ts";

/** Parses the text of a file; `not-json` names the file. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CalibrationError(
      "not-json",
      { problem: "Cannot read a file", expected: "JSON", found: (error as SyntaxError).message, file },
      { cause: error },
    );
  }
}

/** The value as the schema describes it; `invalid-field` names the file and the first field that differs. */
export function parseShape<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  file: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue);
  throw invalidField(file, field, issue.expected ?? issue.message, issue.received);
}

export function invalidField(file: string, field: string | null, expected: string, found: string): CalibrationError {
  const details = { problem: "Cannot read a file", expected, found, file };
  return new CalibrationError("invalid-field", field === null ? details : { ...details, field });
}
