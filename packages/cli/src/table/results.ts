import type { DuckDBType } from "@duckdb/node-api";
import type { Vector } from "@duckdb/node-bindings";

import type { Matrix, RejectDecisions } from "calibrated";
import { CalibrationError } from "calibrated";

import { bindings, duckdb } from "./duckdb.ts";
import { areReplaced, type PredictionColumnsOfTable } from "./predictionColumns.ts";
import { quotedText, textList } from "./sql.ts";
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

/** What is computed for a row, as one value of the database. */
export function resultType({ classes }: PredictionColumnsOfTable): DuckDBType {
  const { BOOLEAN, DOUBLE, INTEGER, STRUCT } = duckdb();
  const probabilities = classes.map((_, j) => [`p${j}`, DOUBLE] as const);
  return STRUCT({
    ...Object.fromEntries(probabilities),
    predicted: INTEGER,
    confidence: DOUBLE,
    rejected: BOOLEAN,
  });
}

/** Writes the results of rows into memory of {@link resultType}. */
export function writeResults(
  output: Vector,
  { data, dims }: Matrix<Float64Array>,
  { predicted, confidence, rejected }: RejectDecisions,
): void {
  const { copy_data_to_vector, struct_vector_get_child } = bindings();
  const [rowCount, classCount] = dims as [number, number];
  const write = (entry: number, { buffer, byteOffset, byteLength }: ResultMemory): void =>
    copy_data_to_vector(struct_vector_get_child(output, entry), 0, buffer, byteOffset, byteLength);
  const column = new Float64Array(rowCount);
  for (let j = 0; j < classCount; j++) {
    for (let row = 0, at = j; row < rowCount; row++, at += classCount) column[row] = data[at]!;
    write(j, column);
  }
  write(classCount, predicted as ResultMemory);
  write(classCount + 1, confidence as ResultMemory);
  write(classCount + 2, rejected as ResultMemory);
}

type ResultMemory = (Float64Array | Int32Array | Uint8Array) & { readonly buffer: ArrayBuffer };

/** What stands after FROM to read the rows of the source beside their results, given how these are computed. */
export function withResults(source: TableSource, results: string): string {
  return `(SELECT *, ${results} AS ${source.own("results")} FROM (${source.rows}))`;
}

/** The calibrated probability of class j, or a decision, as SQL over {@link withResults}. */
export function resultColumn(
  source: TableSource,
  { classes }: PredictionColumnsOfTable,
  result: number | (typeof newColumns)[number],
  rejectLabel: string,
): string {
  const entry = (name: string): string => `struct_extract(${source.own("results")}, '${name}')`;
  if (typeof result === "number") return entry(`p${result}`);
  if (result !== "predicted") return entry(result);
  const names = textList(classes.map(({ name }) => name));
  const accepted = `list_extract(${names}, ${entry("predicted")} + 1)`;
  return `CASE WHEN ${entry("rejected")} THEN ${quotedText(rejectLabel)} ELSE ${accepted} END`;
}
