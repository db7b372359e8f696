import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import type { Matrix, RejectDecisions } from "calibrated";
import { CalibrationError } from "calibrated";

import type { Progress } from "../terminal/progress.ts";
import { tableError } from "./database.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { quotedName, quotedText } from "./sql.ts";
import type { TableFormat } from "./tableFormat.ts";
import type { SourceColumn, TableSource } from "./tableSource.ts";
import { writeWhole } from "./writeWhole.ts";

/** The columns that are added to a table. */
const newColumns = ["predicted", "confidence", "rejected"] as const;

const results = quotedName("calibrated:results");
const probability = (j: number): string => quotedName(`calibrated:p${j}`);
const added = (name: (typeof newColumns)[number]): string => quotedName(`calibrated:${name}`);
const resultRow = quotedName("calibrated:result row");

/** Refuses a table that has a column of a name that would be added: nothing of it may be lost. */
export function checkNewColumns(source: TableSource, columns: PredictionColumnsOfTable): void {
  const names = [...newColumns, ...(columns.kind === "logits" ? columns.classes.map(({ name }) => `p_${name}`) : [])];
  const taken = new Set(source.columns.map(({ name }) => name.toLowerCase()));
  const clash = names.find((name) => taken.has(name.toLowerCase()));
  if (clash === undefined) return;
  throw new CalibrationError("invalid-field", {
    problem: "Cannot add the results to the table",
    expected: `a table without a column "${clash}"`,
    found: "one that has it, perhaps because it is calibrated already",
    file: source.files.paths[0]!,
    hint: "Rename or leave out that column.",
  });
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
  const { BOOLEAN, DOUBLE, DuckDBDataChunk, VARCHAR } = await import("@duckdb/node-api");
  const { columns, calibrated, decisions, rejectLabel, rowNumbers } = rows;
  const { connection } = source;
  const names = columns.classes.map(({ name }) => name);
  const k = names.length;
  const definitions = [
    `${resultRow} DOUBLE`,
    ...names.map((_, j) => `${probability(j)} DOUBLE`),
    `${added("predicted")} VARCHAR, ${added("confidence")} DOUBLE, ${added("rejected")} BOOLEAN`,
  ];
  await connection.run(`CREATE TEMP TABLE ${results} (${definitions.join(", ")})`);
  const appender = await connection.createAppender("calibrated:results");
  const types = [DOUBLE, ...names.map(() => DOUBLE), VARCHAR, DOUBLE, BOOLEAN];
  const chunkSize = 2048;
  for (let start = 0; start < rowNumbers.length; start += chunkSize) {
    const size = Math.min(chunkSize, rowNumbers.length - start);
    const column = <T>(valueOf: (row: number) => T): T[] => Array.from({ length: size }, (_, i) => valueOf(start + i));
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

/** Writes the source with its results to a file or to standard output, whole or not at all. */
export async function writeTable(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  target: {
    readonly out: string;
    readonly format: TableFormat;
    readonly progress: Progress;
    readonly stdout: NodeJS.WriteStream;
  },
): Promise<void> {
  const { out, format, progress, stdout } = target;
  progress.report("writing");
  const copy = async (path: string): Promise<void> => {
    const compression = /\.(gz|zst)$/i.exec(out)?.[1]?.toLowerCase();
    const options = [formatOptions[format], ...(compression ? [`COMPRESSION ${compressions[compression]!}`] : [])].join(", ");
    try {
      await source.connection.run(`COPY (${resultRows(source, columns, format)}) TO ${quotedText(path)} (${options})`);
    } catch (error) {
      throw tableError(error, "Cannot write a table", out);
    }
  };
  if (out !== "-") {
    await writeWhole(out, copy);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "calibrated-"));
  try {
    const path = join(folder, `out.${format}`);
    await copy(path);
    await pipeline(createReadStream(path), stdout, { end: false });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const formatOptions: Readonly<Record<TableFormat, string>> = {
  csv: "FORMAT csv, HEADER",
  tsv: "FORMAT csv, HEADER, DELIMITER '\\t'",
  jsonl: "FORMAT json",
  parquet: "FORMAT parquet, COMPRESSION zstd",
};

const compressions: Readonly<Record<string, string>> = { gz: "gzip", zst: "zstd" };

function resultRows(source: TableSource, columns: PredictionColumnsOfTable, format: TableFormat): string {
  const indexOf = new Map(columns.classes.map(({ column }, j) => [column.name, j]));
  const isReplaced = columns.kind === "probabilities";
  const kept = source.columns.map((column) => {
    const j = isReplaced ? indexOf.get(column.name) : undefined;
    return `${j === undefined ? passedOn(column, source.files.format, format) : inStep(source, probability(j))} AS ${quotedName(column.name)}`;
  });
  const fresh = isReplaced ? [] : columns.classes.map(({ name }, j) => `${inStep(source, probability(j))} AS ${quotedName(`p_${name}`)}`);
  const decisions = newColumns.map((name) => `${inStep(source, added(name))} AS ${name}`);
  return `SELECT ${[...kept, ...fresh, ...decisions].join(", ")} FROM (${source.rows}) POSITIONAL JOIN ${results}`;
}

/** A result of the row beside it; an error, should the two ever be out of step. */
function inStep(source: TableSource, value: string): string {
  return `CASE WHEN ${source.rowNumber} = ${resultRow} THEN ${value} ELSE error('rows out of step') END`;
}

/** A column that passes through: as it stands in the file where the output can hold that, else as a typed value. */
function passedOn(column: SourceColumn, from: TableFormat, to: TableFormat): string {
  const isText = (format: TableFormat): boolean => format === "csv" || format === "tsv";
  if (from === "parquet" || from === to || (isText(from) && isText(to))) return column.raw;
  if (to === "parquet") return column.typed;
  if (isText(to)) return column.asText;
  return /^(?:BOOLEAN|DOUBLE|BIGINT)$/.test(column.type) ? column.typed : column.asText;
}
