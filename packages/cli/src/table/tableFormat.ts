import { UsageError } from "../usageError.ts";

export type TableFormat = "csv" | "tsv" | "jsonl" | "parquet";

const byExtension: Readonly<Record<string, TableFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "jsonl",
  parquet: "parquet",
  pq: "parquet",
};

/** The format that a path's extension names, also before `.gz` or `.zst`. */
export function tableFormat(path: string): TableFormat {
  const extension = /\.([^./\\]+)(?:\.(?:gz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = byExtension[extension];
  if (format !== undefined) return format;
  const known = ".csv, .tsv, .jsonl or .parquet";
  throw new UsageError(`Cannot tell the format of "${path}" from its extension: expected ${known}.`);
}
