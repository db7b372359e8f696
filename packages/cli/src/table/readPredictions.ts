import type { DuckDBDataChunk } from "@duckdb/node-api";
import { CalibrationError, PredictionTable, probabilitiesFromLogits, type ErrorDetails } from "calibrated";

import type { Progress } from "../terminal/progress.ts";
import { query, tableError } from "./database.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { textList } from "./sql.ts";
import { placeOfRow, type SourceColumn, type TableSource } from "./tableSource.ts";

/** A table in memory, and where each of its rows stands in the files. */
export interface Predictions {
  readonly table: PredictionTable;
  /** The number of each row among all rows of the files, from 1. */
  readonly rowNumbers: Float64Array;
}

/** Reads the columns of predictions into memory and checks every row; an error names the row in its file. */
export async function readPredictions(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  options: { readonly rowSums: "strict" | "normalize"; readonly progress: Progress },
): Promise<Predictions> {
  const read = await readColumns(source, columns, options.progress);
  if (read.rowCount === 0) {
    throw new CalibrationError("no-rows", {
      problem: "Cannot use the table",
      expected: "at least one row",
      found: "none, after --where if it was given",
      file: source.files.paths.join(", "),
    });
  }
  try {
    const matrix = { data: read.values, dims: [read.rowCount, columns.classes.length] };
    const table = new PredictionTable({
      probabilities: columns.kind === "logits" ? probabilitiesFromLogits(matrix) : matrix,
      classes: columns.classes.map(({ name }) => name),
      labels: read.labels,
      userIds: read.userIds,
      timestamps: read.timestamps,
      weights: read.weights,
      rowSums: options.rowSums,
    });
    return { table, rowNumbers: read.rowNumbers };
  } catch (error) {
    throw await withPlace(error, source, columns, read.rowNumbers);
  }
}

interface ReadColumns {
  readonly rowCount: number;
  readonly rowNumbers: Float64Array;
  readonly values: Float64Array;
  readonly labels: Float64Array | null;
  readonly timestamps: Float64Array | null;
  readonly weights: Float64Array | null;
  readonly userIds: (string | null)[] | null;
}

async function readColumns(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  progress: Progress,
): Promise<ReadColumns> {
  const { label, time, weight, user } = columns;
  const names = columns.classes.map(({ name }) => name);
  const numbers = [
    `CAST(${source.rowNumber} AS DOUBLE)`,
    ...columns.classes.map(({ column }) => column.asNumber),
    ...(label ? [`CAST(list_position(${textList(names)}, ${label.asText}) - 1 AS DOUBLE)`] : []),
    ...(time ? [`CAST(epoch_ms(${asTime(time)}) AS DOUBLE)`] : []),
    ...(weight ? [weight.asNumber] : []),
  ];
  const selected = user ? [...numbers, user.asText] : numbers;
  const chunks: { readonly rowCount: number; readonly columns: readonly Float64Array[] }[] = [];
  const userIds: (string | null)[] | null = user ? [] : null;
  let rowCount = 0;
  try {
    const result = await source.connection.stream(`SELECT ${selected.join(", ")} FROM (${source.rows})`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      chunks.push({ rowCount: chunk.rowCount, columns: numbers.map((_, i) => numbersOf(chunk, i)) });
      if (userIds !== null) appendTexts(chunk, numbers.length, userIds);
      rowCount += chunk.rowCount;
      progress.report(`${rowCount.toLocaleString("en-US")} rows read`);
    }
  } catch (error) {
    throw tableError(error, "Cannot read a table", source.files.paths.join(", "));
  }
  const column = (index: number): Float64Array => joined(chunks.map((chunk) => chunk.columns[index]!), rowCount);
  const k = names.length;
  const values = new Float64Array(rowCount * k);
  let row = 0;
  for (const chunk of chunks) {
    for (let j = 0; j < k; j++) {
      const from = chunk.columns[1 + j]!;
      for (let i = 0; i < chunk.rowCount; i++) values[(row + i) * k + j] = from[i]!;
    }
    row += chunk.rowCount;
  }
  let next = 1 + k;
  return {
    rowCount,
    rowNumbers: column(0),
    values,
    labels: label ? column(next++) : null,
    timestamps: time ? column(next++) : null,
    weights: weight ? column(next++) : null,
    userIds,
  };
}

/** A value that is missing or is no number becomes NaN, which the checks refuse. */
function numbersOf(chunk: DuckDBDataChunk, index: number): Float64Array {
  const vector = chunk.getColumnVector(index);
  const numbers = new Float64Array(chunk.rowCount);
  for (let i = 0; i < numbers.length; i++) numbers[i] = (vector.getItem(i) as number | null) ?? NaN;
  return numbers;
}

function appendTexts(chunk: DuckDBDataChunk, index: number, texts: (string | null)[]): void {
  const vector = chunk.getColumnVector(index);
  for (let i = 0; i < chunk.rowCount; i++) texts.push(vector.getItem(i) as string | null);
}

function joined(parts: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function asTime(column: SourceColumn): string {
  const isText = /^(?:VARCHAR|JSON|"NULL")$/.test(column.type) || column.raw !== column.typed;
  return `TRY_CAST(${isText ? column.asText : column.typed} AS TIMESTAMPTZ)`;
}

/** Says of a row that failed where it stands in the files and what stands there. */
async function withPlace(
  error: unknown,
  source: TableSource,
  columns: PredictionColumnsOfTable,
  rowNumbers: Float64Array,
): Promise<unknown> {
  if (!(error instanceof CalibrationError) || error.details.row === undefined) return error;
  const { row, ...details } = error.details;
  const rowNumber = rowNumbers[row]!;
  const texts = async (chosen: readonly SourceColumn[]): Promise<(string | null)[]> => {
    const list = chosen.map((column) => `CAST(${column.asText} AS VARCHAR)`).join(", ");
    const where = `${source.rowNumber} = ${rowNumber}`;
    const [found] = await query(source.connection, `SELECT ${list} FROM (${source.rows}) WHERE ${where}`);
    return found as (string | null)[];
  };
  const located: ErrorDetails = { ...details, place: await placeOfRow(source, rowNumber) };
  const withFound = (found: string, more: Partial<ErrorDetails> = {}): CalibrationError =>
    new CalibrationError(error.code, { ...located, found, ...more }, { cause: error });
  const single = { "unknown-label": columns.label, "invalid-timestamp": columns.time, "invalid-weights": columns.weight };
  if (error.code in single) {
    const column = single[error.code as keyof typeof single]!;
    const [text = null] = await texts([column]);
    const found = text === null || text === "" ? "nothing" : JSON.stringify(text);
    if (error.code !== "unknown-label") return withFound(found, { field: column.name });
    const expected = `one of the classes ${columns.classes.map(({ name }) => JSON.stringify(name)).join(", ")}`;
    const hint = `Leave such rows out, for example with --where "${column.name} IN (...)" or "${column.name} <> ''".`;
    return withFound(found, { field: column.name, expected, hint });
  }
  const values = await texts(columns.classes.map(({ column }) => column));
  const at = values.findIndex((text) => text === null || !(Number(text) >= 0 && Number(text) < Infinity && text.trim() !== ""));
  if (columns.kind === "probabilities" && at !== -1) {
    const text = values[at] ?? null;
    const found = text === null || text === "" ? "nothing" : JSON.stringify(text);
    const hint = "Logits are never taken for probabilities; read them with --logit-prefix.";
    return withFound(found, { field: columns.classes[at]!.column.name, hint });
  }
  const hint = "If the rows were rounded, pass --row-sums normalize; if they are logits, --logit-prefix.";
  return withFound(located.found, { hint });
}
