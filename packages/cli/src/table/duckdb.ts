import { createRequire } from "node:module";

import type * as DuckDB from "@duckdb/node-api";
import type * as Bindings from "@duckdb/node-bindings";

const require = createRequire(import.meta.url);

/**
 * DuckDB, loaded only when a table is read, because that takes longer than `--help`. By `require`, since `import` would
 * first look through all its files for the names they export, which takes twice as long as loading them.
 */
export function duckdb(): typeof DuckDB {
  return require("@duckdb/node-api") as typeof DuckDB;
}

/** What DuckDB's interface is made of: it hands out the memory of its vectors as it is, without an object per value. */
export function bindings(): typeof Bindings {
  return require("@duckdb/node-bindings") as typeof Bindings;
}
