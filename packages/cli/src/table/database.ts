import type { DuckDBConnection } from "@duckdb/node-api";

import { CalibrationError } from "calibrated";

/** A database in memory; loaded only when a table is read, because that takes longer than `--help`. */
export async function openDatabase(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; SET preserve_insertion_order = true");
  return connection;
}

/** The rows of a small result, as texts and numbers. */
export async function query(connection: DuckDBConnection, sql: string): Promise<(string | number | null)[][]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowsJson() as (string | number | null)[][];
}

/** What DuckDB complained about, as an error of ours: a full disk is not the table's fault. */
export function tableError(error: unknown, problem: string, file?: string): unknown {
  if (!(error instanceof Error) || error instanceof CalibrationError) return error;
  const message = error.message.split("\n\nLINE ")[0]!.trim();
  const isFileSystem = /^IO Error|No space left|File too large|Could not write|Permission denied/i.test(message);
  const details = { problem, expected: isFileSystem ? "the file system to allow it" : "a readable table", found: message };
  return new CalibrationError(isFileSystem ? "file-system" : "invalid-field", file ? { ...details, file } : details, {
    cause: error,
  });
}
