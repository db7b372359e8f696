import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import type { DuckDBConnection } from "@duckdb/node-api";
import { CalibrationError } from "calibrated";
import { fileSystemError } from "calibrated/io";

import { UsageError } from "../usageError.ts";
import { query } from "./database.ts";
import { quotedText } from "./sql.ts";
import { tableFormat, type TableFormat } from "./tableFormat.ts";

/** The files that the arguments name, in order, and their one format. */
export interface TableFiles {
  readonly paths: readonly string[];
  readonly format: TableFormat;
  /** Removes what was written down from standard input. */
  readonly cleanUp: () => Promise<void>;
}

/** Finds the files of a table: each argument is a file, a glob, or `-` for standard input. */
export async function findTableFiles(
  connection: DuckDBConnection,
  args: readonly string[],
  inputFormat: TableFormat | undefined,
): Promise<TableFiles> {
  if (args.includes("-")) {
    if (args.length > 1) throw new UsageError("Standard input cannot be read together with files.");
    return await standardInput(inputFormat ?? "csv");
  }
  const paths = (await Promise.all(args.map(async (arg) => await expand(connection, arg)))).flat();
  const format = inputFormat ?? tableFormat(paths[0]!);
  const other = inputFormat === undefined && paths.find((path) => tableFormat(path) !== format);
  if (other) throw new UsageError(`Expected tables of one format, but found "${paths[0]}" and "${other}".`);
  return { paths, format, cleanUp: async () => {} };
}

async function expand(connection: DuckDBConnection, arg: string): Promise<string[]> {
  const found = await stat(arg).catch(() => null);
  if (found?.isFile() || found?.isFIFO()) return [arg];
  if (found?.isDirectory()) throw notFound(arg, "a folder", `Name its files, such as "${join(arg, "*.parquet")}".`);
  const matches = /[*?[]/.test(arg) ? await query(connection, `SELECT file FROM glob(${quotedText(arg)}) ORDER BY file`) : [];
  if (matches.length === 0) throw notFound(arg, "none", undefined);
  return matches.map(([file]) => String(file));
}

async function standardInput(format: TableFormat): Promise<TableFiles> {
  const folder = await mkdtemp(join(tmpdir(), "calibrated-"));
  const path = join(folder, `standard-input.${format}`);
  const cleanUp = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
  try {
    // The table is read more than once: first its columns, then its rows.
    await pipeline(process.stdin, createWriteStream(path));
  } catch (error) {
    await cleanUp();
    throw fileSystemError(error, "Cannot write down standard input", path);
  }
  return { paths: [path], format, cleanUp };
}

function notFound(file: string, found: string, hint: string | undefined): CalibrationError {
  const details = { problem: "Cannot read a table", expected: "a file, or a glob that matches one", found, file };
  return new CalibrationError("not-found", hint === undefined ? details : { ...details, hint });
}
