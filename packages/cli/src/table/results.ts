import type { Matrix, RejectDecisions } from "calibrated";
import { CalibrationError } from "calibrated";

import { duckdb } from "./duckdb.ts";
import { areReplaced, type PredictionColumnsOfTable } from "./predictionColumns.ts";
import { filesInWords } from "./tableFiles.ts";
import { keepsTypes, type TableFormat } from "./tableFormat.ts";
import type { TableSource } from "./tableSource.ts";

/** The columns that are added to a table. */
export const newColumns = ["predicted", "confidence", "rejected"] as const;

/**
 * Refuses a table that the results cannot be added to: one with a column of a name that would be added, of which
 * nothing may be lost, or with a column without a name where the format needs names.
 */
export function checkNewColumns(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  format: TableFormat,
): void {
  const refuse = (expected: string, found: string, hint: string): CalibrationError => {
    const problem = "Cannot add the results to the table";
    return new CalibrationError("invalid-field", {
      problem,
      expected,
      found,
      file: filesInWords(source.files),
      hint,
    });
  };
  const names = [
    ...newColumns,
    ...(areReplaced(columns) ? [] : columns.classes.map(({ name }) => `p_${name}`)),
  ];
  const taken = new Set(source.columns.map(({ name }) => name.toLowerCase()));
  const clash = names.find((name) => taken.has(name.toLowerCase()));
  if (clash !== undefined) {
    const found = "one that has it, perhaps because it is calibrated already";
    throw refuse(`a table without a column "${clash}"`, found, "Rename or leave out that column.");
  }
  const nameless = source.columns.findIndex(({ name }) => name === "");
  if (nameless !== -1 && keepsTypes(format)) {
    throw refuse("a name for each column", `none for column ${nameless + 1}`, "Name it, or write CSV.");
  }
}

/** Puts calibrated rows and decisions beside the source, in a table of the database. */
export async function addResults(
  source: TableSource,
  rows: {
    readonly columns: PredictionColumnsOfTable;
    readonly calibrated: Matrix<Float64Array>;
    readonly decisions: RejectDecisions;
    readonly rejectLabel: string;
    readonly rowNumbers: Float64Array;
  },
): Promise<void> {
  const { BOOLEAN, DOUBLE, DuckDBDataChunk, VARCHAR } = duckdb();
  const { columns, calibrated, decisions, rejectLabel, rowNumbers } = rows;
  const { connection } = source;
  const names = columns.classes.map(({ name }) => name);
  const k = names.length;
  const definitions = [
    `${source.own("result row")} DOUBLE`,
    ...names.map((_, j) => `${source.own(`p ${j}`)} DOUBLE`),
    `${source.own("predicted")} VARCHAR, ${source.own("confidence")} DOUBLE, ${source.own("rejected")} BOOLEAN`,
  ];
  await connection.run(`CREATE TEMP TABLE results (${definitions.join(", ")})`);
  const appender = await connection.createAppender("results");
  const types = [DOUBLE, ...names.map(() => DOUBLE), VARCHAR, DOUBLE, BOOLEAN];
  const chunkSize = 2048;
  for (let start = 0; start < rowNumbers.length; start += chunkSize) {
    const size = Math.min(chunkSize, rowNumbers.length - start);
    const column = <T>(valueOf: (row: number) => T): T[] =>
      Array.from({ length: size }, (_, i) => valueOf(start + i));
    const chunk = DuckDBDataChunk.create(types, size);
    chunk.setColumns([
      column((row) => rowNumbers[row]!),
      ...names.map((_, j) => column((row) => calibrated.data[row * k + j]!)),
      column((row) => (decisions.rejected[row] === 1 ? rejectLabel : names[decisions.predicted[row]!]!)),
      column((row) => decisions.confidence[row]!),
      column((row) => decisions.rejected[row] === 1),
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** What stands after FROM to read the rows of the source beside their results. */
export function withResults(source: TableSource): string {
  return `(${source.rows}) POSITIONAL JOIN results`;
}

/** The calibrated probability of class j, or a decision, as SQL over {@link withResults}. */
export function resultColumn(source: TableSource, result: number | (typeof newColumns)[number]): string {
  const value = source.own(typeof result === "number" ? `p ${result}` : result);
  // An error, should the rows and the results ever be out of step.
  return `CASE WHEN ${source.rowNumber} = ${source.own("result row")} THEN ${value} ELSE error('rows out of step') END`;
}
