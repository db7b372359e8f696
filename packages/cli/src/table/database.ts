import { tmpdir } from "node:os";
import { join } from "node:path";

import type { DuckDBConnection } from "@duckdb/node-api";

import { CalibrationError, type ErrorDetails } from "calibrated";

import { removeAtExit } from "../temporaryPaths.ts";
import { UsageError } from "../usageError.ts";
import { duckdb } from "./duckdb.ts";
import { quotedText } from "./sql.ts";

/** A database in memory. */
export async function openDatabase(): Promise<DuckDBConnection> {
  const instance = await duckdb().DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  // What does not fit into memory goes here; made when needed, and by default in the current folder.
  const overflow = join(tmpdir(), `calibrated-overflow-${process.pid}`);
  removeAtExit(overflow);
  await connection.run(`SET temp_directory = ${quotedText(overflow)}`);
  await connection.run("SET TimeZone = 'UTC'; SET preserve_insertion_order = true");
  await connection.run("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
  return connection;
}

/** The rows of a small result, as texts and numbers. */
export async function query(
  connection: DuckDBConnection,
  sql: string,
): Promise<(string | number | null)[][]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowsJson() as (string | number | null)[][];
}

/**
 * What DuckDB complained about, as an error of ours: a full disk is not the table's fault.
 *
 * @param file - what the error is about, unless DuckDB names a file itself.
 * @param nameOf - what a person calls that file.
 */
export function tableError(
  error: unknown,
  problem: string,
  file: string,
  nameOf: (path: string) => string = (path) => path,
): unknown {
  if (!(error instanceof Error) || error instanceof CalibrationError || error instanceof UsageError)
    return error;
  const [message] = error.message.split("\n") as [string];
  const details = { problem, file, ...inCsv(error.message, nameOf), ...inJson(error.message, nameOf) };
  if (isWritingError(error)) {
    const found = /No space left/i.test(message)
      ? "no space left on the disk"
      : /Permission denied/i.test(message)
        ? "no permission"
        : withoutKind(message);
    return new CalibrationError(
      "file-system",
      { ...details, expected: "the file system to allow it", found },
      { cause: error },
    );
  }
  if (/magic bytes|too small to be a Parquet file/i.test(message)) {
    const found = "another one, or one that is cut off";
    return new CalibrationError(
      "invalid-field",
      { ...details, expected: "a Parquet file", found },
      { cause: error },
    );
  }
  const found = withoutKind(message).trim().replace(/\.$/, "");
  return new CalibrationError(
    "invalid-field",
    { expected: "a readable table", found, ...details },
    { cause: error },
  );
}

/** Whether DuckDB complained about the file system: of a query that reads and writes, that is where it writes to. */
export function isWritingError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    !/GZIP/.test(error.message) &&
    /^IO Error|^[^\n]*(?:No space left|File too large|Could not write|Permission denied)/i.test(error.message)
  );
}

/** Whether the database had too little memory, be it of what it was given. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Out of Memory Error");
}

/** DuckDB's message without what it calls the error, such as "Parser Error". */
export function withoutKind(message: string): string {
  return message.replace(/^[A-Z]\w+(?: \w+)* Error: /, "");
}

/** What is wrong with a line of a CSV file; the line itself stays out of the message, as it is somebody's data. */
function inCsv(message: string, nameOf: (path: string) => string): Partial<ErrorDetails> {
  if (!/CSV/.test(message)) return {};
  const line = /^.*Error on Line: (\d+)/.exec(message)?.[1];
  const path = /^ *file = (.*)$/m.exec(message)?.[1];
  const place = line === undefined ? {} : { place: `line ${line}` };
  const at = path === undefined ? place : { ...place, file: nameOf(path) };
  const cells = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (cells !== null) {
    const [expected, found] = [Number(cells[1]), Number(cells[2])];
    // The database stops counting at the first cell too many.
    return {
      ...at,
      expected: `${expected} cells, as in the header`,
      found: found > expected ? "more" : String(found),
    };
  }
  const longest = /Maximum line size of (\d+) bytes exceeded/.exec(message)?.[1];
  if (longest !== undefined) {
    return { ...at, expected: `lines of at most ${longest} bytes`, found: "a longer one" };
  }
  if (/unterminated quote/i.test(message)) {
    return {
      ...at,
      expected: 'cells in quotes to end with a quote, with "" for a quote in them',
      found: "one that does not",
    };
  }
  if (/not utf-8 encoded/i.test(message)) {
    return { ...at, expected: "text in UTF-8", found: "another encoding", hint: "Save the table as UTF-8." };
  }
  if (/state machine/i.test(message)) {
    return {
      ...at,
      expected: "lines that all end in the same way, and quotes only around whole cells",
      found: "a mixture",
    };
  }
  return at;
}

/** What is wrong with a row of JSON lines. */
function inJson(message: string, nameOf: (path: string) => string): Partial<ErrorDetails> {
  const match = /^.*Malformed JSON in file "(.*)", at byte \d+ in line (\d+): ([^.\n]*)/.exec(message);
  if (match === null) return {};
  const [, path, next, found] = match as unknown as [string, string, string, string];
  const details = {
    file: nameOf(path),
    // The database, which does not count empty lines, has counted this one already.
    place: `row ${Number(next) - 1}`,
    expected: "one JSON object on each line",
    found: `malformed JSON (${found.trim()})`,
  };
  return /byte order mark/i.test(found) ? { ...details, hint: "Save the table without it." } : details;
}
