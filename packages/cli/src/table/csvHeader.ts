import type { DuckDBConnection } from "@duckdb/node-api";

import { CalibrationError } from "calibrated";

import { query } from "./database.ts";
import { pathList } from "./sql.ts";

/** The first line of a CSV file: the delimiter of its cells, and the names in them. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
}

/** A header that takes more lines than this is no header. */
const longestHeader = 100;

/**
 * Reads the header of a CSV file. Nothing else of the dialect is guessed: cells are quoted as RFC 4180 has it, so that
 * one damaged row is an error and not another way to read the file.
 *
 * @param file - what to call it in errors.
 * @param delimiter - null to take the one of comma, semicolon, tab and bar that splits the header into the most cells.
 */
export async function readCsvHeader(
  connection: DuckDBConnection,
  path: string,
  file: string,
  delimiter: string | null,
): Promise<CsvHeader> {
  const asLines =
    "auto_detect = false, header = false, delim = '\\0', quote = '', escape = '', strict_mode = false";
  const lines = await query(
    connection,
    `SELECT line FROM read_csv(${pathList([path])}, ${asLines}, columns = {line: 'VARCHAR'}) LIMIT ${longestHeader}`,
  );
  const text = lines.map(([line]) => line ?? "").join("\n");
  const headers = (delimiter === null ? [",", ";", "\t", "|"] : [delimiter]).flatMap(
    (candidate): CsvHeader[] => {
      const names = firstRecord(text, candidate);
      return names === null ? [] : [{ delimiter: candidate, names }];
    },
  );
  const isEmpty = lines.length === 0 || (lines[0]![0] ?? "") === "";
  if (isEmpty || headers.length === 0) {
    const found =
      lines.length === 0 ? "an empty file" : isEmpty ? "an empty line" : "a quote that does not end";
    const expected = "a first line with the names of the columns";
    throw new CalibrationError("invalid-field", { problem: "Cannot read a table", expected, found, file });
  }
  return headers.reduce((best, one) => (one.names.length > best.names.length ? one : best));
}

/** The cells of the first record of a CSV text; null if a quote in it does not end. */
function firstRecord(text: string, delimiter: string): string[] | null {
  const separator = delimiter === "|" ? "\\|" : delimiter;
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|(?!")([^${separator}\\n]*))(${separator}|\\n|$)`, "y");
  const cells: string[] = [];
  for (;;) {
    const match = cell.exec(text);
    if (match === null) return null;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] !== delimiter) return cells;
  }
}
