import { CalibrationError, PredictionTable, rejectDecisions, type CalibratorStore } from "calibrated";
import Papa from "papaparse";

import { numberOf, textOf } from "../read/cellValues.ts";
import { classColumns, type ClassColumn, type ColumnMapping } from "../read/columnMapping.ts";
import type { RowBatch, TableSource } from "../read/tableSource.ts";

/** What the command line's `apply` does with a row. */
export interface Serving {
  readonly store: CalibratorStore;
  /** Reject rows whose confidence is below this; null rejects none. */
  readonly threshold: number | null;
}

/** What `predicted` says of a rejected row. */
const rejectLabel = "Mixed/Unknown";
const newColumns = ["predicted", "confidence", "rejected"];

/**
 * The whole table as CSV, calibrated: the same rows in the same order, calibrated probabilities in the place of those that
 * were read, the decisions at the end, and every other column as it is.
 */
export async function calibratedCsv(
  source: TableSource,
  mapping: ColumnMapping,
  serving: Serving,
  onProgress: (share: number) => void,
): Promise<Blob> {
  const classes = classColumns(source.columns, mapping.prefix);
  const isReplaced =
    mapping.kind === "probabilities" ||
    classes.every(({ name, column }) => source.columns[column] === `p_${name}`);
  const added = [...(isReplaced ? [] : classes.map(({ name }) => `p_${name}`)), ...newColumns];
  checkNewColumns(source.columns, added);
  const parts = [line([...source.columns, ...added])];
  let firstRow = 1;
  for await (const batch of source.rows([...source.columns.keys()])) {
    const served = serve(batch, classes, mapping, serving, firstRow);
    const rows = Array.from({ length: batch.rowCount }, (_, row) => {
      const cells = source.columns.map((_name, column) => textOf(batch.cell(row, column)));
      const probabilities = classes.map((_one, j) => String(served.probabilities[row * classes.length + j]!));
      if (isReplaced) for (const [j, { column }] of classes.entries()) cells[column] = probabilities[j]!;
      return [...cells, ...(isReplaced ? [] : probabilities), ...served.decisionsOf(row)];
    });
    parts.push(`${Papa.unparse(rows, { newline: "\n" })}\n`);
    firstRow += batch.rowCount;
    onProgress(batch.progress);
  }
  return new Blob(parts, { type: "text/csv" });
}

function line(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { newline: "\n" })}\n`;
}

interface ServedBatch {
  readonly probabilities: Float64Array;
  readonly decisionsOf: (row: number) => string[];
}

function serve(
  { rowCount, cell }: RowBatch,
  classes: readonly ClassColumn[],
  { kind, user, rowSums }: ColumnMapping,
  { store, threshold }: Serving,
  firstRow: number,
): ServedBatch {
  const classCount = classes.length;
  const values = new Float64Array(rowCount * classCount);
  for (const [j, { column }] of classes.entries()) {
    for (let row = 0; row < rowCount; row++) values[row * classCount + j] = numberOf(cell(row, column));
  }
  const userIds = Array.from({ length: rowCount }, (_, row) =>
    user === null ? null : textOf(cell(row, user)),
  );
  const matrix = { data: values, dims: [rowCount, classCount] };
  const scores = kind === "logits" ? { logits: matrix } : { probabilities: matrix };
  const table = placed(firstRow, () => new PredictionTable({ ...scores, rowSums, memory: "take" }));
  const calibrated = store.calibrateBatch(table.probabilities, userIds);
  const { predicted, confidence, rejected } = rejectDecisions(calibrated, threshold ?? 0);
  return {
    probabilities: calibrated.data,
    decisionsOf: (row) => {
      const isRejected = rejected[row] === 1;
      const answer = isRejected ? rejectLabel : classes[predicted[row]!]!.name;
      return [answer, String(confidence[row]!), String(isRejected)];
    },
  };
}

/** An error of a row names it by its number in the file. */
function placed<T>(firstRow: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CalibrationError) || error.details.row === undefined) throw error;
    const { row, failingRows: _, ...details } = error.details;
    throw new CalibrationError(
      error.code,
      { ...details, place: `row ${firstRow + row} of the table` },
      { cause: error },
    );
  }
}

function checkNewColumns(columns: readonly string[], added: readonly string[]): void {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  const clash = added.find((name) => taken.has(name.toLowerCase()));
  if (clash === undefined) return;
  throw new CalibrationError("invalid-field", {
    problem: "Cannot add the results to the table",
    expected: `a table without a column "${clash}"`,
    found: "one that has it, perhaps because it is calibrated already",
    hint: "Rename or leave out that column.",
  });
}
