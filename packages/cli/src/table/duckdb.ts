import { createRequire } from "node:module";

import type * as DuckDB from "@duckdb/node-api";

/**
 * DuckDB, loaded only when a table is read, because that takes longer than `--help`. By `require`, since `import` would
 * first look through all its files for the names they export, which takes twice as long as loading them.
 */
export function duckdb(): typeof DuckDB {
  return createRequire(import.meta.url)("@duckdb/node-api") as typeof DuckDB;
}
