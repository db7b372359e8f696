import { CalibrationError } from "calibrated";
import Papa from "papaparse";

import { checkColumnNames } from "./columnNames.ts";
import type { Cell, RowBatch, TableSource } from "./tableSource.ts";
import { textStream } from "./textStream.ts";

/** Opens a CSV file: the delimiter is the one that splits the header most. An empty cell is null. */
export async function csvSource(file: File, delimiter: string | null): Promise<TableSource> {
  const first = await firstPiece(file);
  const headers = (delimiter === null ? [",", ";", "\t", "|"] : [delimiter]).map((candidate) => ({
    delimiter: candidate,
    names: headerOf(first, candidate),
  }));
  const header = headers.reduce((best, one) => (one.names.length > best.names.length ? one : best));
  if (header.names.join("") === "") {
    throw damaged(
      file,
      "a first line with the names of the columns",
      first === "" ? "an empty file" : "an empty line",
    );
  }
  checkColumnNames(header.names, file.name);
  return { columns: header.names, rows: () => csvRows(file, header.delimiter, header.names.length) };
}

function headerOf(text: string, delimiter: string): string[] {
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: 1 });
  return data[0] ?? [];
}

async function firstPiece(file: File): Promise<string> {
  for await (const { text } of textStream(file)) return text;
  return "";
}

async function* csvRows(file: File, delimiter: string, columnCount: number): AsyncGenerator<RowBatch> {
  let rest = "";
  let isFirst = true;
  let rowNumber = 0;
  for await (const { text, progress, isLast } of textStream(file)) {
    const whole = rest + text;
    // A record may end in the next piece, and a quoted cell may hold line ends.
    const parser = new Papa.Parser({ delimiter, quoteChar: '"', ...newlineOf(whole) });
    const parsed = parser.parse(whole, 0, !isLast) as Papa.ParseResult<string[]>;
    rest = whole.slice(parsed.meta.cursor);
    const rows = isFirst ? parsed.data.slice(1) : parsed.data;
    if (parsed.data.length > 0) isFirst = false;
    if (isLast && rows.at(-1)?.join("") === "" && rows.at(-1)!.length <= 1) rows.pop();
    const quote = parsed.errors.find(({ type }) => type === "Quotes");
    if (quote !== undefined && isLast) {
      const row = rowNumber + (quote.row ?? 0);
      throw damaged(file, "cells quoted as RFC 4180 has it", "a quote that does not end", row);
    }
    for (const [at, row] of rows.entries()) {
      if (row.length === columnCount) continue;
      throw damaged(file, `${columnCount} cells in each row`, String(row.length), rowNumber + at + 1);
    }
    rowNumber += rows.length;
    if (rows.length === 0) continue;
    yield {
      rowCount: rows.length,
      cell: (row, column): Cell => rows[row]![column] || null,
      progress,
    };
  }
}

function newlineOf(text: string): { readonly newline: "\n" | "\r\n" | "\r" } {
  const lineFeed = text.indexOf("\n");
  if (lineFeed === -1) return { newline: text.includes("\r") ? "\r" : "\n" };
  return { newline: text[lineFeed - 1] === "\r" ? "\r\n" : "\n" };
}

function damaged(file: File, expected: string, found: string, row?: number): CalibrationError {
  const problem = "Cannot read a table";
  const place = row === undefined ? { file: file.name } : { place: `row ${row} of ${file.name}` };
  return new CalibrationError("invalid-field", { problem, expected, found, ...place });
}
