import type { DuckDBConnection } from "@duckdb/node-api";

import { CalibrationError } from "calibrated";

import { didYouMean, listed, UsageError } from "../usageError.ts";
import { columnTypes } from "./columnTypes.ts";
import { checkCondition } from "./condition.ts";
import { scanCsv } from "./csvScan.ts";
import { tableError } from "./database.ts";
import { scanJson } from "./jsonScan.ts";
import { scanParquet } from "./parquetScan.ts";
import type { Scan } from "./scan.ts";
import { quotedName } from "./sql.ts";
import { filesInWords, findTableFiles, type TableFiles } from "./tableFiles.ts";
import { keepsTypes, type TableFormat } from "./tableFormat.ts";

/**
 * One column of the source, as SQL over {@link TableSource.rows}.
 *
 * Texts are kept as they stand in the file (`raw`), beside a value of the type that the whole column has (`typed`), so
 * that what passes through is untouched and a condition can compare numbers and times.
 */
export interface SourceColumn {
  readonly name: string;
  /** "VARCHAR" or "JSON" also where nobody asked for the types. */
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
  /** The same rows, each with its number; numbering has the database read them on one thread. */
  readonly numberedRows: string;
  readonly where: string | undefined;
  /** What stands after FROM to read the rows of one file. */
  readonly oneFile: (path: string) => string;
  /** The column of {@link numberedRows} that numbers the rows of all files together, from 1. */
  readonly rowNumber: string;
  /** A column name of ours, in quotes, that no column of the files has. */
  readonly own: (name: string) => string;
}

export interface OpenOptions {
  readonly inputFormat?: TableFormat | undefined;
  readonly where?: string | undefined;
  /** What the rows are to be written as; the types of texts are only looked for where somebody needs them. */
  readonly outputFormat?: TableFormat | undefined;
}

const scans: Readonly<
  Record<TableFormat, (connection: DuckDBConnection, files: TableFiles) => Promise<Scan>>
> = {
  csv: scanCsv,
  tsv: scanCsv,
  jsonl: scanJson,
  parquet: scanParquet,
};

/** Looks at the columns of a table. */
export async function openTable(
  connection: DuckDBConnection,
  args: readonly string[],
  options: OpenOptions,
): Promise<TableSource> {
  const files = await findTableFiles(connection, args, options.inputFormat);
  try {
    return await sourceOf(connection, files, options);
  } catch (error) {
    await files.cleanUp();
    throw tableError(error, "Cannot read a table", filesInWords(files), files.nameOf);
  }
}

async function sourceOf(
  connection: DuckDBConnection,
  files: TableFiles,
  { where, outputFormat }: OpenOptions,
): Promise<TableSource> {
  const { format } = files;
  const scan = await scans[format](connection, files);
  if (scan.columns.length === 0) throw noRows(files);
  const own = ownNames(scan.columns.map(({ name }) => name));
  const needsTypes =
    format !== "parquet" &&
    (where !== undefined ||
      (outputFormat !== undefined && outputFormat !== format && keepsTypes(outputFormat)));
  const types = needsTypes
    ? await columnTypes(connection, scan.rows, scan.columns.length, format === "jsonl")
    : null;
  const columns = scan.columns.map(({ name, type }, i) =>
    sourceColumn({ name, type: type ?? types?.[i] ?? null, format, raw: own(`raw ${i}`) }),
  );
  const rowNumber = own("row");
  const raw = columns.map((column, i) => `c${i} AS ${column.raw}`).join(", ");
  const rows = `SELECT ${raw} FROM (${scan.rows})`;
  const numberedRows = `SELECT row_number() OVER () AS ${rowNumber}, ${raw} FROM (${scan.rows})`;
  const source = {
    connection,
    files,
    columns,
    rows,
    numberedRows,
    where,
    oneFile: scan.oneFile,
    rowNumber,
    own,
  };
  if (where === undefined) return source;
  // A condition speaks of the columns by their names; one without a name it cannot speak of.
  const named = columns.filter(({ name }) => name !== "");
  const typed = named.map((column) => `${column.typed} AS ${quotedName(column.name)}`);
  const withTypes = (sql: string): string => `SELECT *, ${typed.join(", ")} FROM (${sql})`;
  const names = named.map(({ name }) => name);
  await checkCondition(connection, withTypes(rows), where, names);
  const chosen = (sql: string): string => `SELECT * FROM (${withTypes(sql)}) WHERE (${where}\n)`;
  return { ...source, rows: chosen(rows), numberedRows: chosen(numberedRows) };
}

/** The column of that name. `isNamed` says whether the user gave the name; then a missing one is a wrong usage. */
export function findColumn(source: TableSource, name: string, isNamed: boolean): SourceColumn | null {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  if (!isNamed) return null;
  const names = source.columns.map((candidate) => candidate.name);
  throw new UsageError(
    `There is no column "${name}".${didYouMean(name, names)} The columns are: ${listed(names)}.`,
  );
}

export function noRows(files: TableFiles): CalibrationError {
  return new CalibrationError("no-rows", {
    problem: "Cannot use the table",
    expected: "at least one row",
    found: "none, after --where if it was given",
    file: filesInWords(files),
  });
}

function ownNames(names: readonly string[]): (name: string) => string {
  let prefix = "calibrated:";
  while (names.some((name) => name.toLowerCase().startsWith(prefix))) prefix += ":";
  return (name) => quotedName(prefix + name);
}

function sourceColumn(given: {
  name: string;
  type: string | null;
  format: TableFormat;
  raw: string;
}): SourceColumn {
  const { name, format, raw } = given;
  const isJson = format === "jsonl";
  const type = given.type ?? (isJson ? "JSON" : "VARCHAR");
  const asText = isJson ? `(${raw} ->> '$')` : format === "parquet" ? `CAST(${raw} AS VARCHAR)` : raw;
  const typed =
    format === "parquet" || type === "JSON"
      ? raw
      : type === "VARCHAR"
        ? asText
        : `CAST(${asText} AS ${type})`;
  return {
    name,
    type,
    raw,
    typed,
    asText,
    asNumber: `TRY_CAST(${format === "parquet" ? raw : asText} AS DOUBLE)`,
  };
}
