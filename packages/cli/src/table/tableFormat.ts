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

/**
 * The format that a path's extension names, also before `.gz`.
 *
 * @param flag - the flag that names the format of a path whose extension does not.
 */
export function tableFormat(path: string, flag: "--format" | "--input-format"): TableFormat {
  const extension = /\.([^./\\]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = byExtension[extension];
  if (format === "parquet" && !/\.(?:parquet|pq)$/i.test(path)) {
    throw new UsageError(`Cannot use "${path}": Parquet is compressed inside; leave the last extension out.`);
  }
  if (format !== undefined) return format;
  const known = ".csv, .tsv, .jsonl or .parquet";
  throw new UsageError(
    `Cannot tell the format of "${path}" from its extension: expected ${known}, or ${flag}.`,
  );
}

/** Whether files of the format hold numbers and not only texts. */
export function keepsTypes(format: TableFormat): boolean {
  return format === "jsonl" || format === "parquet";
}
