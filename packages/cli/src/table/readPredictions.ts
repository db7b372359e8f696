import type { DuckDBDataChunk } from "@duckdb/node-api";
import { PredictionTable } from "calibrated";

import type { Progress } from "../terminal/progress.ts";
import { refusedCondition } from "./condition.ts";
import { tableError } from "./database.ts";
import { withPlace } from "./invalidRow.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { textList } from "./sql.ts";
import { filesInWords } from "./tableFiles.ts";
import type { TableFormat } from "./tableFormat.ts";
import { noRows, type SourceColumn, type TableSource } from "./tableSource.ts";

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
  if (read.rowCount === 0) throw noRows(source.files);
  try {
    const matrix = { data: read.values, dims: [read.rowCount, columns.classes.length] };
    const table = new PredictionTable({
      ...(columns.kind === "logits" ? { logits: matrix } : { probabilities: matrix }),
      classes: columns.classes.map(({ name }) => name),
      labels: read.labels,
      userIds: read.userIds,
      timestamps: read.timestamps,
      weights: read.weights,
      rowSums: options.rowSums,
    });
    return { table, rowNumbers: read.rowNumbers };
  } catch (error) {
    throw await withPlace(error, source, columns, read.rowNumbers, options.rowSums);
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
    ...(time ? [`CAST(epoch_ms(${asTime(time, source.files.format)}) AS DOUBLE)`] : []),
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
    if (
      source.where !== undefined &&
      error instanceof Error &&
      error.message.startsWith("Conversion Error")
    ) {
      throw refusedCondition(source.where, error.message);
    }
    throw tableError(error, "Cannot read a table", filesInWords(source.files), source.files.nameOf);
  }
  const column = (index: number): Float64Array =>
    joined(
      chunks.map((chunk) => chunk.columns[index]!),
      rowCount,
    );
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

const isoDay = String.raw`\d{4}-\d{2}-\d{2}`;
const isoMinute = String.raw`${isoDay}[T ]\d{2}:\d{2}`;
const isoZone = String.raw`(?:Z|[+-]\d{2}(?::?\d{2})?)?`;

/** What the library takes for ISO-8601; a time without a zone is UTC. Null where a text is none. */
function asTime({ type, raw, asText }: SourceColumn, format: TableFormat): string {
  if (format === "parquet" && type !== "VARCHAR") return `TRY_CAST(${raw} AS TIMESTAMPTZ)`;
  const text = `upper(${asText})`;
  const whole = String.raw`${isoDay}|${isoMinute}:\d{2}(?:\.\d+)?${isoZone}`;
  return (
    `TRY_CAST(CASE WHEN regexp_full_match(${text}, '${whole}') THEN ${text} ` +
    // The database wants seconds.
    `WHEN regexp_full_match(${text}, '${isoMinute}${isoZone}') THEN ${text}[:16] || ':00' || ${text}[17:] END AS TIMESTAMPTZ)`
  );
}
