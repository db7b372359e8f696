import type { DuckDBConnection } from "@duckdb/node-api";

import { readCsvHeader, type CsvHeader } from "./csvHeader.ts";
import { checkNames, unionOf, type Scan } from "./scan.ts";
import { pathList, quotedText } from "./sql.ts";
import { filesInWords, type TableFiles } from "./tableFiles.ts";

/** Reads CSV files by the names in their headers, each cell as the text that stands in it; an empty cell is NULL. */
export async function scanCsv(connection: DuckDBConnection, files: TableFiles): Promise<Scan> {
  const headers = new Map<string, CsvHeader>();
  for (const path of files.paths) {
    const name = files.nameOf(path);
    const header = await readCsvHeader(connection, path, name, files.format === "tsv" ? "\t" : null);
    checkNames(header.names, name);
    headers.set(path, header);
  }
  const names = unionOf([...headers.values()].map((header) => withPlaces(header.names)));
  checkNames(names.map(withoutPlace), filesInWords(files));
  const selects = groupsOfEqual(files.paths, headers).map(({ paths, header }) => {
    const places = withPlaces(header.names);
    const columns = names.map(
      (name, i) => `${places.includes(name) ? `h${places.indexOf(name)}` : "NULL"} AS c${i}`,
    );
    return `SELECT ${columns.join(", ")} FROM ${readCsv(paths, header)}`;
  });
  return {
    columns: names.map((name) => ({ name: withoutPlace(name), type: null })),
    rows: selects.join(" UNION ALL "),
    oneFile: (path) => readCsv([path], headers.get(path)!),
  };
}

function readCsv(paths: readonly string[], { delimiter, names }: CsvHeader): string {
  const columns = names.map((_, i) => `h${i}: 'VARCHAR'`).join(", ");
  const dialect = `delim = ${quotedText(delimiter)}, quote = '"', escape = '"', allow_quoted_nulls = false`;
  return `read_csv(${pathList(paths)}, auto_detect = false, hive_partitioning = false, header = true, ${dialect}, columns = {${columns}})`;
}

/** Files in a row with the same header are read in one go. */
function groupsOfEqual(
  paths: readonly string[],
  headers: ReadonlyMap<string, CsvHeader>,
): { readonly paths: string[]; readonly header: CsvHeader }[] {
  const groups: { paths: string[]; header: CsvHeader; key: string }[] = [];
  for (const path of paths) {
    const header = headers.get(path)!;
    const key = JSON.stringify(header);
    const last = groups.at(-1);
    if (last?.key === key) last.paths.push(path);
    else groups.push({ paths: [path], header, key });
  }
  return groups;
}

/** Columns without a name are told apart by their place, as the index that a data frame writes first. */
function withPlaces(names: readonly string[]): string[] {
  return names.map((name, i) => (name === "" ? `\0${i}` : name));
}

function withoutPlace(name: string): string {
  return name.startsWith("\0") ? "" : name;
}
