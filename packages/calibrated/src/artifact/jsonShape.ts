import { CalibrationError, type ErrorCode } from "../errors.ts";

/** Takes a parsed value for what it should be; a refusal names the file and the field. */
export type Shape<T> = (value: unknown, file: string, field?: string) => T;

export const text: Shape<string> = kind("a text", (value): value is string => typeof value === "string");
export const number: Shape<number> = kind("a number", (value): value is number => typeof value === "number");
export const boolean: Shape<boolean> = kind(
  "true or false",
  (value): value is boolean => typeof value === "boolean",
);

/** Any value, also none. */
export const anything: Shape<unknown> = (value) => value;

/** A list of values of one shape. */
export function list<T>(item: Shape<T>): Shape<T[]> {
  const isList = kind("a list", (value): value is unknown[] => Array.isArray(value));
  return (value, file, field = "") =>
    isList(value, file, field).map((one, i) => item(one, file, `${field}[${i}]`));
}

/** An object with at least these fields; others are ignored, and what it only inherits is not there. */
export function object<T>(fields: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const isObject = kind("an object", (value): value is object => typeof value === "object" && value !== null);
  return (value, file, field) => {
    const own = isObject(value, file, field);
    const read = Object.entries<Shape<unknown>>(fields).map(([name, shape]) => {
      const inside = field === undefined ? name : `${field}.${name}`;
      return [name, shape(Object.getOwnPropertyDescriptor(own, name)?.value, file, inside)];
    });
    return Object.fromEntries(read) as T;
  };
}

/** The value or, where the field is absent or null, null. */
export function optional<T>(shape: Shape<T>): Shape<T | null> {
  return (value, file, field) => (value === undefined || value === null ? null : shape(value, file, field));
}

/** Parses the text of a file; `not-json` names the file. */
export function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw fileError("not-json", file, undefined, "JSON", (error as SyntaxError).message);
  }
}

export function invalidField(
  file: string,
  field: string | undefined,
  expected: string,
  found: string,
): CalibrationError {
  return fileError("invalid-field", file, field, expected, found);
}

/**
 * What a check in the library's words makes of a file's value; a refusal names the file's field: `modelLabelSet[1]` is
 * `model_label_set[1]` there. What stands in the brackets may be a user's id.
 */
export function inTermsOfFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CalibrationError)) throw error;
    const { field = "", expected, found } = error.details;
    const key = field.replace(/^[\w.]+/, (names) =>
      names.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    throw invalidField(file, key, expected, found);
  }
}

export function fileError(
  code: ErrorCode,
  file: string,
  field: string | undefined,
  expected: string,
  found: string,
  hint?: string,
): CalibrationError {
  const details = { problem: "Cannot read a file", expected, found, file };
  return new CalibrationError(code, { ...details, ...(field && { field }), ...(hint && { hint }) });
}

function kind<T>(expected: string, is: (value: unknown) => value is T): Shape<T> {
  return (value, file, field) => {
    if (is(value)) return value;
    throw invalidField(file, field, expected, value === undefined ? "nothing" : briefly(value));
  };
}

/** A value in a few characters; what is inside lists and objects does not matter, however deep it is. */
export function briefly(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
