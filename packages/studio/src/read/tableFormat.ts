import { CalibrationError } from "calibrated";

/** What a table is stored as. */
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

/** The format that a file's extension names, also before `.gz`. */
export function tableFormat(fileName: string): TableFormat {
  const extension = /\.([^./\\]+)(?:\.gz)?$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
  const format = byExtension[extension];
  const isGzipped = /\.gz$/i.test(fileName);
  if (format !== undefined && !(isGzipped && format === "parquet")) return format;
  throw new CalibrationError("invalid-field", {
    problem: "Cannot read a table",
    expected: "a file that ends in .csv, .tsv, .jsonl or .parquet, the first three also with .gz",
    found: JSON.stringify(fileName),
  });
}
