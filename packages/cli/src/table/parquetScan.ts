import type { DuckDBConnection } from "@duckdb/node-api";

import { query } from "./database.ts";
import { checkNames, unionOf, type Scan } from "./scan.ts";
import { pathList, quotedName } from "./sql.ts";
import { filesInWords, type TableFiles } from "./tableFiles.ts";

/** Reads Parquet files by the names of their columns, each value with its type. */
export async function scanParquet(connection: DuckDBConnection, files: TableFiles): Promise<Scan> {
  const named = new Map<string, string[]>();
  for (const path of files.paths) {
    const names = await columnNames(connection, path);
    checkNames(names, files.nameOf(path));
    named.set(path, names);
  }
  checkNames(unionOf([...named.values()]), filesInWords(files));
  const oneFile = (path: string): string => readParquet([path]);
  const described = await query(connection, `DESCRIBE SELECT * FROM ${readParquet(files.paths)}`);
  const columns = described.map(([name, type]) => ({ name: String(name), type: String(type) }));
  const selected = columns.map(({ name }, i) => `${quotedName(name)} AS c${i}`).join(", ");
  return { columns, rows: `SELECT ${selected} FROM ${readParquet(files.paths)}`, oneFile };
}

/**
 * What the largest group of rows takes in memory, in bytes, as far as Parquet files tell: a text that comes again and again
 * counts as a number. Infinity for texts that stand in the file by how each differs from the one before.
 *
 * @param fewestRows - groups of fewer rows count as so many.
 */
export async function largestGroupBytes(
  connection: DuckDBConnection,
  paths: readonly string[],
  fewestRows: number,
): Promise<number> {
  const bytes =
    "CASE WHEN encodings LIKE '%DELTA_BYTE_ARRAY%' THEN 'inf'::DOUBLE " +
    "ELSE greatest(total_uncompressed_size, 8 * num_values) END";
  const groups =
    `SELECT any_value(row_group_num_rows) AS n, sum(${bytes}) AS bytes FROM parquet_metadata(${pathList(paths)}) ` +
    "WHERE row_group_num_rows > 0 GROUP BY file_name, row_group_id";
  const largest = `SELECT coalesce(max(bytes / n * greatest(n, ${fewestRows})), 0) FROM (${groups})`;
  const [[found]] = (await query(connection, largest)) as [[number | string]];
  return Number(found); // what is infinite comes as a text
}

function readParquet(paths: readonly string[]): string {
  return `read_parquet(${pathList(paths)}, union_by_name = true, hive_partitioning = false)`;
}

/** The schema is a tree written row by row, each element followed by its children; columns are children of the root. */
async function columnNames(connection: DuckDBConnection, path: string): Promise<string[]> {
  const elements = await query(
    connection,
    `SELECT name, coalesce(num_children, 0)::INTEGER FROM parquet_schema(${pathList([path])})`,
  );
  const names: string[] = [];
  let inside = 0;
  for (const [name, children] of elements.slice(1)) {
    if (inside === 0) names.push(String(name));
    inside = (inside === 0 ? 0 : inside - 1) + Number(children);
  }
  return names;
}
