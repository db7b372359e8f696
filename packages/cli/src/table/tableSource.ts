import type { DuckDBConnection } from "@duckdb/node-api";

import { CalibrationError } from "calibrated";

import { didYouMean, UsageError } from "../usageError.ts";
import { query, tableError } from "./database.ts";
import { quotedName, quotedText, textList } from "./sql.ts";
import { findTableFiles, type TableFiles } from "./tableFiles.ts";
import type { TableFormat } from "./tableFormat.ts";

/**
 * One column of the source, as SQL over {@link TableSource.rows}.
 *
 * Texts are kept as they stand in the file (`raw`), beside a value of the type that the whole column has (`typed`), so
 * that what passes through is untouched and a condition can compare numbers and times.
 */
export interface SourceColumn {
  readonly name: string;
  readonly type: string;
  /** As it stands in the file. */
  readonly raw: string;
  /** As a value of its type. */
  readonly typed: string;
  readonly asText: string;
  /** As a number; NULL where it is none. */
  readonly asNumber: string;
}

/** Files to be read as one table. */
export interface TableSource {
  readonly connection: DuckDBConnection;
  readonly files: TableFiles;
  readonly columns: readonly SourceColumn[];
  /** SQL of the rows that the condition lets through, in the order of the files. */
  readonly rows: string;
  /** The column of {@link rows} that numbers the rows of all files together, from 1. */
  readonly rowNumber: string;
}

const rowNumber = quotedName("calibrated:row");

/** Looks at the columns of a table; reads no row yet. */
export async function openTable(
  connection: DuckDBConnection,
  args: readonly string[],
  options: { readonly inputFormat?: TableFormat | undefined; readonly where?: string | undefined },
): Promise<TableSource> {
  const files = await findTableFiles(connection, args, options.inputFormat);
  try {
    const described = await describeColumns(connection, files);
    const columns = described.map(({ name, type }) => sourceColumn(name, type, files.format));
    const all = `SELECT row_number() OVER () AS ${rowNumber}, ${columns.map(selected).join(", ")} FROM ${scan(files, described)}`;
    const rows = options.where === undefined ? all : `SELECT * FROM (${all}) WHERE (${options.where}\n)`;
    if (options.where !== undefined) await checkCondition(connection, rows, options.where, columns);
    return { connection, files, columns, rows, rowNumber };
  } catch (error) {
    await files.cleanUp();
    throw tableError(error, "Cannot read a table", files.paths.length === 1 ? files.paths[0] : undefined);
  }
}

/** The column of that name. `isNamed` says whether the user gave the name; then a missing one is a wrong usage. */
export function findColumn(source: TableSource, name: string, isNamed: boolean): SourceColumn | null {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  if (!isNamed) return null;
  const names = source.columns.map((candidate) => candidate.name);
  throw new UsageError(`There is no column "${name}".${didYouMean(name, names)} The columns are: ${names.join(", ")}.`);
}

/** "row 4 of a.csv": where a row stands in the files, counted from 1 without the header. */
export async function placeOfRow(source: TableSource, row: number): Promise<string> {
  const { connection, files } = source;
  if (files.paths.length === 1) return `row ${row} of ${files.paths[0]}`;
  let before = 0;
  for (const path of files.paths) {
    const one = { ...files, paths: [path] };
    const [[count]] = (await query(connection, `SELECT count(*)::DOUBLE FROM ${scan(one, [])}`)) as [[number]];
    if (row <= before + count) return `row ${row - before} of ${path}`;
    before += count;
  }
  return `row ${row} of all files together`;
}

interface DescribedColumn {
  readonly name: string;
  readonly type: string;
}

async function describeColumns(connection: DuckDBConnection, files: TableFiles): Promise<DescribedColumn[]> {
  if (files.format === "csv" || files.format === "tsv") await checkHeaders(connection, files);
  const rows = await query(connection, `DESCRIBE SELECT * FROM ${typedScan(files)}`);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** DuckDB renames a column that stands twice; names that differ only in case are one name to it. */
async function checkHeaders(connection: DuckDBConnection, files: TableFiles): Promise<void> {
  for (const path of files.paths) {
    const sql = `SELECT * FROM read_csv(${quotedText(path)}, header = false, all_varchar = true${delimiter(files)}) LIMIT 1`;
    const [header = []] = await query(connection, sql);
    const seen = new Map<string, string>();
    for (const name of header.map(String)) {
      const twin = seen.get(name.toLowerCase());
      if (twin !== undefined) {
        throw new CalibrationError("invalid-field", {
          problem: "Cannot read a table",
          expected: "column names that differ in more than case",
          found: twin === name ? `"${name}" twice` : `"${twin}" and "${name}"`,
          file: path,
        });
      }
      seen.set(name.toLowerCase(), name);
    }
  }
}

function typedScan(files: TableFiles): string {
  const paths = textList(files.paths);
  if (files.format === "parquet") return `read_parquet(${paths}, union_by_name = true)`;
  if (files.format === "jsonl") {
    return `read_json(${paths}, format = 'newline_delimited', union_by_name = true, sample_size = -1)`;
  }
  return `read_csv(${paths}, header = true, union_by_name = true, sample_size = -1${delimiter(files)})`;
}

function scan(files: TableFiles, columns: readonly DescribedColumn[]): string {
  const paths = textList(files.paths);
  if (files.format === "parquet") return typedScan(files);
  if (files.format === "jsonl") {
    if (columns.length === 0) return typedScan(files);
    const types = columns.map(({ name }) => `${quotedText(name)}: 'JSON'`).join(", ");
    return `read_json(${paths}, format = 'newline_delimited', columns = {${types}})`;
  }
  return `read_csv(${paths}, header = true, union_by_name = true, all_varchar = true, allow_quoted_nulls = false${delimiter(files)})`;
}

function delimiter(files: TableFiles): string {
  return files.format === "tsv" ? ", delim = '\\t'" : "";
}

function sourceColumn(name: string, type: string, format: TableFormat): SourceColumn {
  const typed = quotedName(name);
  if (format === "parquet") {
    return { name, type, raw: typed, typed, asText: `CAST(${typed} AS VARCHAR)`, asNumber: `TRY_CAST(${typed} AS DOUBLE)` };
  }
  const raw = quotedName(`calibrated:raw:${name}`);
  const asText = format === "jsonl" ? `(${raw} ->> '$')` : raw;
  return { name, type, raw, typed, asText, asNumber: `TRY_CAST(${asText} AS DOUBLE)` };
}

function selected(column: SourceColumn): string {
  const { name, type, raw, typed } = column;
  if (raw === typed) return typed;
  const inFile = quotedName(name);
  // JSON texts are unquoted by ->>; nested JSON is converted whole.
  const isJson = column.asText !== raw;
  const value = isJson && !/[[(]|JSON/.test(type) ? `(${inFile} ->> '$')` : inFile;
  return `${inFile} AS ${raw}, CAST(${value} AS ${type}) AS ${typed}`;
}

async function checkCondition(
  connection: DuckDBConnection,
  rows: string,
  where: string,
  columns: readonly SourceColumn[],
): Promise<void> {
  try {
    const statements = await connection.extractStatements(rows);
    if (statements.count !== 1) throw new Error("it is more than one condition");
    await connection.prepare(rows);
  } catch (error) {
    const message = (error as Error).message.split("\n")[0]!;
    const missing = /Referenced column "([^"]+)" not found/.exec(message)?.[1];
    if (missing !== undefined) {
      const names = columns.map(({ name }) => name);
      throw new UsageError(
        `There is no column "${missing}", named in --where.${didYouMean(missing, names)} The columns are: ${names.join(", ")}.`,
      );
    }
    throw new UsageError(`Cannot use --where ${JSON.stringify(where)}: expected an SQL condition, but ${message}.`);
  }
}
