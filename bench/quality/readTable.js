import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";

/**
 * What calibrators are fitted on and judged on; the rows of a user stand in the order of time.
 *
 * @typedef {{ name: string, fit: PredictionTable, test: PredictionTable }} SplitTable
 * @typedef {import("calibrated").PredictionTable} PredictionTable
 * @typedef {typeof import("../../packages/cli/src/table/database.ts")} Database
 * @typedef {typeof import("../../packages/cli/src/table/tableSource.ts")} TableSources
 * @typedef {typeof import("../../packages/cli/src/table/predictionColumns.ts")} ColumnFinder
 * @typedef {typeof import("../../packages/cli/src/table/readPredictions.ts")} Reader
 * @typedef {typeof import("../../packages/cli/src/terminal/progress.ts")} Progresses
 */

/**
 * The CSV files of a folder and the folders in it, sorted by the names of the tables.
 *
 * @param {string} folder
 * @param {string[] | null} names - which of them, or null for all
 */
export async function findTables(folder, names) {
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith(".csv"))
    .map((file) => ({ name: basename(file, ".csv"), path: join(folder, file) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (files.length === 0) throw new Error(`Expected CSV tables in ${folder}, but found none.`);
  const unknown = names?.find((name) => files.every((file) => file.name !== name));
  if (unknown === undefined) return files.filter(({ name }) => names === null || names.includes(name));
  const known = files.map(({ name }) => name).join(", ");
  throw new Error(`Expected --tables to name some of ${known}, but found ${unknown}.`);
}

/**
 * Reads a table as the command line does.
 *
 * @param {{ name: string, path: string }} file
 * @returns {Promise<SplitTable>}
 */
export async function readTable({ name, path }) {
  return { name, fit: await readPart(path, "fit"), test: await readPart(path, "test") };
}

/**
 * @param {string} path
 * @param {"fit" | "test"} split
 */
async function readPart(path, split) {
  const { openDatabase } = /** @type {Database} */ (await builtCode("table/database"));
  const { openTable } = /** @type {TableSources} */ (await builtCode("table/tableSource"));
  const { findPredictionColumns, requireLabels } = /** @type {ColumnFinder} */ (
    await builtCode("table/predictionColumns")
  );
  const { readPredictions } = /** @type {Reader} */ (await builtCode("table/readPredictions"));
  const connection = await openDatabase();
  const source = await openTable(connection, [path], { where: `"split" = '${split}'` });
  try {
    const order = ["user_id", "timestamp", "seq"].filter((wanted) =>
      source.columns.some((column) => column.name === wanted),
    );
    const keys = [...order.map((column) => `"${column}"`), source.rowNumber].join(", ");
    const { rowNumber } = source;
    const numbered = `SELECT * REPLACE (row_number() OVER (ORDER BY ${keys}) AS ${rowNumber}) FROM (${source.numberedRows})`;
    const sorted = { ...source, numberedRows: `${numbered} ORDER BY ${rowNumber}` };
    const columns = findPredictionColumns(source, {}, ["label", "time"]);
    requireLabels(source, columns);
    const { Progress } = /** @type {Progresses} */ (await builtCode("terminal/progress"));
    const progress = new Progress(process.stderr);
    const { table } = await readPredictions(sorted, columns, { rowSums: "strict", progress });
    progress.end();
    return table;
  } finally {
    await source.files.cleanUp();
    connection.closeSync();
  }
}

/**
 * The built code of the command, which has no types beside it: callers name those of its source.
 *
 * @param {string} name
 */
function builtCode(name) {
  return import(new URL(`../../packages/cli/dist/${name}.js`, import.meta.url).href);
}
