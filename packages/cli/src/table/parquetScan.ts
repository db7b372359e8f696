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

/** What is read at once, as far as Parquet files tell. */
export interface ParquetSizes {
  /**
   * What a row takes in memory on average: a text that comes again and again counts as a number. Infinity for texts that
   * stand in the file by how each differs from the one before.
   */
  readonly rowBytes: number;
  /** The rows of the largest group. */
  readonly longestGroup: number;
}

export async function parquetSizes(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<ParquetSizes> {
  const bytes =
    "CASE WHEN encodings LIKE '%DELTA_BYTE_ARRAY%' THEN 'inf'::DOUBLE " +
    "ELSE greatest(total_uncompressed_size, 8 * num_values) END";
  const groups =
    `SELECT any_value(row_group_num_rows) AS n, sum(${bytes}) AS bytes FROM parquet_metadata(${pathList(paths)}) ` +
    "GROUP BY file_name, row_group_id";
  const sizes = `SELECT coalesce(sum(bytes) / sum(n), 0), coalesce(max(n), 0)::DOUBLE FROM (${groups})`;
  const [[rowBytes, longestGroup]] = (await query(connection, sizes)) as [[number | string, number]];
  return { rowBytes: Number(rowBytes), longestGroup }; // what is infinite comes as a text
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
