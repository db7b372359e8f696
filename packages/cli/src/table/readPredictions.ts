import { PredictionTable } from "calibrated";

import type { Progress } from "../terminal/progress.ts";
import { refusedCondition } from "./condition.ts";
import { query, tableError } from "./database.ts";
import { duckdb } from "./duckdb.ts";
import { withPlace } from "./invalidRow.ts";
import { PredictionBuffer } from "./predictionBuffer.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { predictionSelect, type PredictionSelect } from "./predictionSelect.ts";
import type { RowChunk } from "./rowChunk.ts";
import { runWithRowFunction } from "./rowFunction.ts";
import { filesInWords } from "./tableFiles.ts";
import { noRows, type TableSource } from "./tableSource.ts";

/** A table in memory, and where each of its rows stands in the files. */
export interface Predictions {
  readonly table: PredictionTable;
  /** The number of each row among all rows of the files, from 1. */
  readonly rowNumbers: Float64Array;
}

export interface ReadOptions {
  readonly rowSums: "strict" | "normalize";
  readonly progress: Progress;
  /** More rows than this are a {@link TooManyRows}. */
  readonly mostRows?: number;
}

/** There are more rows than may be in memory. */
export class TooManyRows extends Error {}

/** Columns of predictions in memory, as {@link PredictionBuffer} describes them. */
export type ReadColumns = Pick<
  PredictionBuffer,
  "rowCount" | "values" | "labels" | "users" | "userTexts" | "userIds" | "times" | "weights"
>;

/** Reads the columns of predictions into memory and checks every row; an error names the row in its file. */
export async function readPredictions(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  options: ReadOptions,
): Promise<Predictions> {
  const read = await readColumns(source, columns, options);
  if (read.rowCount === 0) throw noRows(source.files);
  const rowNumbers = read.rowNumbers!;
  try {
    return { table: tableOf(read, columns, options.rowSums), rowNumbers };
  } catch (error) {
    throw await withPlace(error, source, columns, rowNumbers, options.rowSums);
  }
}

/** What was read as a table, which by default takes over the memory. */
export function tableOf(
  read: ReadColumns,
  { kind, classes }: PredictionColumnsOfTable,
  rowSums: "strict" | "normalize",
  memory: "take" | "share" = "take",
): PredictionTable {
  const matrix = { data: read.values, dims: [read.rowCount, classes.length] };
  return new PredictionTable({
    ...(kind === "logits" ? { logits: matrix } : { probabilities: matrix }),
    classes: classes.map(({ name }) => name),
    labels: read.labels,
    userIds: read.userIds,
    timestamps: read.times,
    weights: read.weights,
    rowSums,
    memory,
  });
}

async function readColumns(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  { progress, mostRows = Infinity }: ReadOptions,
): Promise<PredictionBuffer> {
  const select = predictionSelect(source, columns, true);
  try {
    const expected = await expectedRows(source);
    if (expected > mostRows) throw new TooManyRows();
    const buffer = new PredictionBuffer(select, columns.classes.length, expected);
    const visit = (rows: RowChunk): void => {
      const last = buffer.rowCount;
      if (last + rows.rowCount > mostRows) throw new TooManyRows();
      buffer.append(rows);
      const { rowNumbers } = buffer;
      // An error, should the database ever hand out the rows in another order than theirs.
      if (last > 0 && rowNumbers![last]! <= rowNumbers![last - 1]!) throw new Error("rows out of order");
      progress.report("rows read", buffer.rowCount);
    };
    await visitRows(source, select, visit);
    return buffer;
  } catch (error) {
    throw readingError(error, source);
  }
}

/** Hands all rows, in order, to a function. */
export async function visitRows(
  { connection, rows, numberedRows }: TableSource,
  { types, expressions, rowNumber }: PredictionSelect,
  visit: (rows: RowChunk) => void,
): Promise<void> {
  const rowFunction = { parameters: types, returns: duckdb().BOOLEAN, visit, threads: 1 as const };
  const read = rowNumber === null ? rows : numberedRows;
  await runWithRowFunction(
    connection,
    rowFunction,
    (name) => `SELECT count(${name}(${expressions.join(", ")})) FROM (${read})`,
  );
}

/** What went wrong while the rows were read: a condition may fail on values. */
export function readingError(error: unknown, { where, files }: TableSource): unknown {
  if (error instanceof TooManyRows) return error;
  if (where !== undefined && error instanceof Error && isOfCondition(error.message)) {
    return refusedCondition(where, error.message);
  }
  return tableError(error, "Cannot read a table", filesInWords(files), files.nameOf);
}

/** Whether an expression failed on a value; files whose columns have other types fail as well, and say so. */
function isOfCondition(message: string): boolean {
  return (
    /^(?:Conversion|Out of Range|Invalid Input) Error/.test(message) &&
    !/failed to cast column/i.test(message)
  );
}

/** The number of rows, where the files say it without being read as a whole; else a few. */
async function expectedRows({ connection, files, rows }: TableSource): Promise<number> {
  if (files.format !== "parquet") return 65_536;
  const [[count]] = (await query(connection, `SELECT count(*)::DOUBLE FROM (${rows})`)) as [[number]];
  return count;
}
