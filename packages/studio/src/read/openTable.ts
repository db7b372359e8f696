import { csvSource } from "./csvSource.ts";
import { jsonSource } from "./jsonSource.ts";
import { parquetSource } from "./parquetSource.ts";
import { tableFormat, type TableFormat } from "./tableFormat.ts";
import type { TableSource } from "./tableSource.ts";

const sources: Readonly<Record<TableFormat, (file: File) => Promise<TableSource>>> = {
  csv: async (file) => await csvSource(file, null),
  tsv: async (file) => await csvSource(file, "\t"),
  jsonl: jsonSource,
  parquet: parquetSource,
};

/** Looks at the columns of a file. */
export async function openTable(file: File): Promise<TableSource> {
  return await sources[tableFormat(file.name)](file);
}
