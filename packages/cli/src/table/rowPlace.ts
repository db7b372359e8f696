import type { DuckDBConnection } from "@duckdb/node-api";

import { query } from "./database.ts";
import type { TableFiles } from "./tableFiles.ts";

/**
 * "row 4 of a.csv": where a row stands in the files, counted from 1 without the header.
 *
 * @param row - its number among the rows of all files, from 1.
 * @param oneFile - what stands after FROM to read the rows of one file.
 */
export async function placeOf(
  connection: DuckDBConnection,
  files: TableFiles,
  oneFile: (path: string) => string,
  row: number,
): Promise<string> {
  let before = 0;
  for (const path of files.paths.slice(0, -1)) {
    const [[count]] = (await query(connection, `SELECT count(*)::DOUBLE FROM ${oneFile(path)}`)) as [
      [number],
    ];
    if (row <= before + count) return `row ${row - before} of ${files.nameOf(path)}`;
    before += count;
  }
  return `row ${row - before} of ${files.nameOf(files.paths.at(-1)!)}`;
}
