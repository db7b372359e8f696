import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { Vector } from "@duckdb/node-bindings";

import { fileSystemError } from "calibrated/io";

import { removeTemporary, temporaryFolder } from "../temporaryPaths.ts";
import { isOutOfMemory, isWritingError, tableError } from "./database.ts";
import { largestGroupBytes } from "./parquetScan.ts";
import { areReplaced, type PredictionColumnsOfTable } from "./predictionColumns.ts";
import type { PredictionSelect } from "./predictionSelect.ts";
import { readingError } from "./readPredictions.ts";
import { newColumns, resultColumn, resultType, withResults } from "./results.ts";
import type { RowChunk } from "./rowChunk.ts";
import { runWithRowFunction } from "./rowFunction.ts";
import { quotedName, quotedText } from "./sql.ts";
import { keepsTypes, type TableFormat } from "./tableFormat.ts";
import type { SourceColumn, TableSource } from "./tableSource.ts";
import { isStream, writeWhole } from "./writeWhole.ts";

/** What is computed for each row, and where it is written to. */
export interface TableTarget {
  readonly out: string;
  readonly format: TableFormat;
  readonly stdout: NodeJS.WriteStream;
  /** What `predicted` says of a rejected row. */
  readonly rejectLabel: string;
  /** Called before the first row; again where all rows are computed once more, since memory did not do for two threads. */
  readonly begin: () => void;
  /** Fills results for rows. */
  readonly compute: (rows: RowChunk, output: Vector) => void;
  /** Refuses what was computed, if need be, before anything is in its place. */
  readonly finish: () => void;
}

/**
 * Writes the source with its results to a file or to standard output, whole or not at all. Rows are read, computed and
 * written some at a time: the memory does not grow with the table.
 */
export async function writeTable(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  select: PredictionSelect,
  target: TableTarget,
): Promise<void> {
  const { out, format, stdout, begin, compute, finish } = target;
  const outputs = outputColumns(source, columns, target);
  const rowFunction = { parameters: select.types, returns: resultType(columns), visit: compute };
  const copyOn = async (threads: 1 | 2, path: string): Promise<void> => {
    begin();
    await runWithRowFunction(source.connection, { ...rowFunction, threads }, (name) => {
      const rows = withResults(source, `${name}(${select.expressions.join(", ")})`);
      return `COPY (${outputQuery(outputs, rows, format)}) TO ${quotedText(path)} (${copyOptions(format, out)})`;
    });
  };
  const copy = async (path: string): Promise<void> => {
    try {
      const threads = await threadsFor(source, format);
      await copyOn(threads, path).catch(async (error: unknown) => {
        if (threads === 1 || !isOutOfMemory(error)) throw error;
        await copyOn(1, path);
      });
    } catch (error) {
      if (!isWritingError(error)) throw readingError(error, source);
      throw tableError(error, "Cannot write a table", out === "-" ? "standard output" : out);
    }
    finish();
  };
  if (out === "-") await writeThrough(copy, stdout, "standard output");
  else if (await isStream(out)) await writeThrough(copy, createWriteStream(out), out);
  else await writeWhole(out, copy);
}

/** Two threads hold several groups of rows at once, as they stand in the source and as they are written. */
const mostGroupBytes = 16 * 2 ** 20;

/** Two write Parquet in two thirds of the time; tables of text would gain little. */
async function threadsFor({ connection, files }: TableSource, output: TableFormat): Promise<1 | 2> {
  if (files.format !== "parquet" || output !== "parquet") return 1;
  return (await largestGroupBytes(connection, files.paths, rowsWrittenAtOnce)) <= mostGroupBytes ? 2 : 1;
}

/** The database's groups of rows. */
const rowsWrittenAtOnce = 122_880;

/** Writes into a pipe or a device, but nothing before the table is whole. */
async function writeThrough(
  copy: (path: string) => Promise<void>,
  stream: Writable,
  name: string,
): Promise<void> {
  const folder = await temporaryFolder();
  try {
    const path = join(folder, "table");
    await copy(path);
    await pipeline(createReadStream(path), stream, { end: stream !== process.stdout });
  } catch (error) {
    throw fileSystemError(error, "Cannot write a table", name);
  } finally {
    await removeTemporary(folder);
  }
}

/**
 * A column with more values than this in a group of rows is written without a dictionary of them. Probabilities have
 * none: noticing it late takes as long as writing them.
 */
const mostInDictionary = 4_000;

function copyOptions(format: TableFormat, out: string): string {
  // The header is the first of the rows.
  const options = {
    csv: "FORMAT csv, HEADER false",
    tsv: "FORMAT csv, HEADER false, DELIMITER '\\t'",
    jsonl: "FORMAT json",
    parquet: `FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT ${mostInDictionary}`,
  };
  return options[format] + (/\.gz$/i.test(out) && format !== "parquet" ? ", COMPRESSION gzip" : "");
}

interface OutputColumn {
  readonly name: string;
  readonly sql: string;
}

function outputColumns(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  { format, rejectLabel }: TableTarget,
): OutputColumn[] {
  const result = (one: Parameters<typeof resultColumn>[2]): string =>
    resultColumn(source, columns, one, rejectLabel);
  const isReplaced = areReplaced(columns);
  const places = new Map(columns.classes.map(({ column }, j) => [column, j]));
  const kept = source.columns.map((column) => {
    const j = isReplaced ? places.get(column) : undefined;
    const sql = j === undefined ? passedOn(column, source.files.format, format) : result(j);
    return { name: column.name, sql };
  });
  const fresh = columns.classes.map(({ name }, j) => ({ name: `p_${name}`, sql: result(j) }));
  const decisions = newColumns.map((name) => ({ name, sql: result(name) }));
  return [...kept, ...(isReplaced ? [] : fresh), ...decisions];
}

/** @param rows - what stands after FROM to read the rows beside their results. */
function outputQuery(columns: readonly OutputColumn[], rows: string, format: TableFormat): string {
  if (keepsTypes(format)) {
    const selected = columns.map(({ name, sql }) => `${sql} AS ${quotedName(name)}`);
    return `SELECT ${selected.join(", ")} FROM ${rows}`;
  }
  // So that a column without a name keeps having none, which SQL could not say.
  const header = columns.map(({ name }) => (name === "" ? "NULL" : quotedText(name)));
  const selected = columns.map(({ sql }) => `CAST(${sql} AS VARCHAR)`);
  return `SELECT ${header.join(", ")} UNION ALL SELECT ${selected.join(", ")} FROM ${rows}`;
}

/** A column that passes through: as it stands in the file where the output can hold that, else as a typed value. */
function passedOn(column: SourceColumn, from: TableFormat, to: TableFormat): string {
  if (from === "parquet" && to === "jsonl" && /^(?:FLOAT|DOUBLE)$/.test(column.type)) {
    return `CASE WHEN isfinite(${column.raw}) THEN ${column.raw} END`; // JSON has no NaN
  }
  if (from === "parquet" || from === to) return column.raw;
  if (to === "parquet") return column.typed;
  if (to === "jsonl") return /^(?:BOOLEAN|DOUBLE|BIGINT)$/.test(column.type) ? column.typed : column.asText;
  return column.asText;
}
