import { rmSync } from "node:fs";

/** @typedef {typeof import("../../packages/cli/src/table/duckdb.ts")} BuiltDuckDB */

/** A database in memory, of the DuckDB that the command line brings. */
export async function openDatabase() {
  const { DuckDBInstance } = await builtDuckDB();
  return (await DuckDBInstance.create(":memory:")).connect();
}

/**
 * Writes rows as a table with columns `p_<class>` and `label`.
 *
 * @param {string} file
 * @param {import("./seededRows.js").Rows} rows
 * @param {readonly string[]} classes
 */
export async function writeParquet(file, { probabilities, labels }, classes) {
  const { DuckDBDataChunk, DOUBLE, VARCHAR } = await builtDuckDB();
  const connection = await openDatabase();
  const columns = classes.map((name) => `p_${name} DOUBLE`).join(", ");
  await connection.run(`CREATE TABLE predictions (${columns}, label VARCHAR)`);
  const appender = await connection.createAppender("predictions");
  const types = [...classes.map(() => DOUBLE), VARCHAR];
  for (let start = 0; start < labels.length; start += chunkRows) {
    const part = Array.from(labels.subarray(start, start + chunkRows));
    const chunk = DuckDBDataChunk.create(types, part.length);
    const columnOf = (/** @type {number} */ j) =>
      part.map((_, i) => probabilities[(start + i) * classes.length + j]);
    chunk.setColumns([...classes.map((_, j) => columnOf(j)), part.map((label) => classes[label])]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  rmSync(file, { force: true });
  await connection.run(`COPY predictions TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
}

/** The most that a chunk holds. */
const chunkRows = 2048;

async function builtDuckDB() {
  const built = new URL("../../packages/cli/dist/table/duckdb.js", import.meta.url).href;
  const { duckdb } = /** @type {BuiltDuckDB} */ (await import(built));
  return duckdb();
}
