/**
 * The stable names of everything this library refuses. A code never changes its meaning; the message may.
 *
 * - `not-probabilities`: a row is not finite, not non-negative or does not sum to 1.
 * - `wrong-shape`: neither a row nor a matrix, a ragged matrix, or data and dims that disagree.
 * - `wrong-class-count`: a row has more or fewer classes than the calibrator or store was made for.
 * - `row-count-mismatch`: two columns that belong together differ in length.
 * - `unknown-label`: a label that is none of the classes, or no label at all.
 * - `invalid-classes`: a class name that is no text or comes twice, or the classes of a store in another order.
 * - `invalid-weights`: a weight that is no finite number ≥ 0, or weights too far apart to be added.
 * - `invalid-user-id`: a user id that is not a string.
 * - `invalid-timestamp`: a time that cannot be read.
 * - `missing-column`: the probabilities, labels, users or times that a call needs were not given.
 * - `no-rows`: nothing to compute from: no rows, or every weight is 0.
 * - `invalid-option`: an option outside its range, or an unknown method.
 * - `invalid-calibrator`: parameters that make no calibrator (T ≤ 0, thresholds that fall).
 * - `contract-broken`: a third-party calibrator returned something that is not probabilities of the same shape.
 * - `cannot-save`: a calibrator the file format does not know, or a store that no reader would take.
 * - `not-found`: a file or folder that is not there.
 * - `not-json`: a file that is not JSON.
 * - `unknown-type`: a calibrator file with a missing or unknown `type`.
 * - `invalid-field`: a field of a file is missing, of the wrong kind or out of range.
 * - `format-too-new`: a file written by a later version of the format.
 * - `missing-user-file`: a store lists a user whose file is not there.
 * - `store-busy`: a store that was replaced again and again while it was read.
 * - `not-a-store`: the target of a save holds something that is not a calibrator store.
 * - `policy-refused`: an inference policy whose model, store and policy do not belong together; `details.findings` has all.
 * - `file-system`: the disk refused: full, read-only, no permission.
 */
export type ErrorCode =
  | "not-probabilities"
  | "wrong-shape"
  | "wrong-class-count"
  | "row-count-mismatch"
  | "unknown-label"
  | "invalid-classes"
  | "invalid-weights"
  | "invalid-user-id"
  | "invalid-timestamp"
  | "missing-column"
  | "no-rows"
  | "invalid-option"
  | "invalid-calibrator"
  | "contract-broken"
  | "cannot-save"
  | "not-found"
  | "not-json"
  | "unknown-type"
  | "invalid-field"
  | "format-too-new"
  | "missing-user-file"
  | "store-busy"
  | "not-a-store"
  | "policy-refused"
  | "file-system";

/** What an error knows; its message is built from these and nothing else. */
export interface ErrorDetails {
  /** What was attempted or is invalid, as the start of the sentence. */
  readonly problem: string;
  readonly expected: string;
  readonly found: string;
  /** The row, counted from 0. */
  readonly row?: number;
  /** Where the row stands for a person, such as "row 4 of a.csv"; takes the place of `row` in the message. */
  readonly place?: string;
  /** How many rows fail in the same way, and out of how many. */
  readonly failingRows?: number;
  readonly rowCount?: number;
  /** The path of the file, and the field in it. */
  readonly file?: string;
  readonly field?: string;
  /** What to do about it, as a sentence. */
  readonly hint?: string;
  /** What a check found, where the error is that it found something. */
  readonly findings?: readonly Finding[];
}

/** One thing that a check found. */
export interface Finding {
  /** A stable name, as for errors. */
  readonly code: string;
  /** An error forbids what was checked; a warning is for a person to judge. */
  readonly severity: "error" | "warning";
  /** One sentence, built from the details. */
  readonly message: string;
  readonly details: ErrorDetails;
}

/**
 * The one error of this library: a stable `code`, the `details` as data, and a message built from them.
 *
 * @example
 * import { CalibrationError, TemperatureCalibrator } from "calibrated";
 * let code = "";
 * try {
 *   new TemperatureCalibrator(-1);
 * } catch (error) {
 *   if (error instanceof CalibrationError) code = error.code;
 * }
 * code; // => "invalid-calibrator"
 */
export class CalibrationError extends Error {
  override readonly name: string = "CalibrationError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails, options?: { readonly cause?: unknown }) {
    super(sentence(details), options);
    this.code = code;
    this.details = details;
  }
}

/** A number for people: six significant digits, so that a sum of 0.99895 does not read as 0.999. */
export function inWords(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** The sentence that says what the details know. */
export function sentence(details: ErrorDetails): string {
  const { problem, expected, found, row, place, failingRows, rowCount, file, field, hint } = details;
  let text = `${problem}: expected ${expected}, but found ${found}`;
  if (place !== undefined) text += ` in ${place}`;
  else if (row !== undefined && rowCount !== 1) text += ` in row ${row} (counting from 0)`;
  if (field !== undefined) text += `, field "${field}"`;
  if (file !== undefined) text += `, file "${file}"`;
  if (failingRows !== undefined && failingRows > 1) text += `; ${failingRows} of ${rowCount} rows fail`;
  text += ".";
  return hint === undefined ? text : `${text} ${hint}`;
}
