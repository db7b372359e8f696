import { CalibrationError, PredictionTable, type ErrorCode, type ErrorDetails } from "calibrated";

import type { PredictionRows } from "./predictionRows.ts";
import type { BadCell } from "./readPredictions.ts";

/** Rows as a checked table, in memory of its own. */
export function predictionTable(rows: PredictionRows): PredictionTable {
  if (rows.rowCount === 0) {
    throw new CalibrationError("no-rows", {
      problem: "Cannot use the table",
      expected: "at least one row",
      found: "none",
    });
  }
  const matrix = { data: rows.values.slice(), dims: [rows.rowCount, rows.classes.length] };
  const { users } = rows;
  return new PredictionTable({
    ...(rows.kind === "logits" ? { logits: matrix } : { probabilities: matrix }),
    classes: rows.classes,
    labels: rows.labels.slice(),
    userIds: users && Array.from(users.codes, (code) => (code === -1 ? null : users.texts[code]!)),
    timestamps: rows.times?.slice() ?? null,
    weights: rows.weights,
    rowSums: rows.rowSums,
    memory: "take",
  });
}

/** The cells that an error is about. */
const roleOf: { readonly [C in ErrorCode]?: BadCell["role"] } = {
  "not-probabilities": "probability",
  "unknown-label": "label",
  "invalid-timestamp": "time",
  "invalid-weights": "weight",
};

/** An error of a row says where the row stands in the file, and what stands there. */
export function withPlace(
  error: unknown,
  { rowNumbers, classes, values }: PredictionRows,
  badCells: ReadonlyMap<number, readonly BadCell[]>,
  fileName: string,
): unknown {
  if (!(error instanceof CalibrationError) || error.details.row === undefined) return error;
  const { row, hint: _, ...details } = error.details;
  const rowNumber = rowNumbers[row]!;
  const bad = badCells.get(rowNumber)?.find(({ role }) => role === roleOf[error.code]);
  const place = `row ${rowNumber} of ${fileName}`;
  const more: Partial<ErrorDetails> =
    bad === undefined
      ? {}
      : { field: bad.column, found: bad.text === null ? "nothing" : JSON.stringify(bad.text) };
  const expected =
    error.code === "unknown-label"
      ? `one of the classes ${classes.map((name) => JSON.stringify(name)).join(", ")}`
      : error.code === "invalid-timestamp"
        ? "an ISO-8601 time"
        : details.expected;
  const entries = values.subarray(row * classes.length, (row + 1) * classes.length);
  const negative = error.code === "not-probabilities" ? entries.findIndex((value) => value < 0) : -1;
  const found =
    negative === -1
      ? details.found
      : `${entries[negative]} for the class ${JSON.stringify(classes[negative])}`;
  return new CalibrationError(error.code, { ...details, expected, found, place, ...more }, { cause: error });
}
