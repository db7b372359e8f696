import { CalibrationError } from "calibrated";

import { checkColumnNames } from "./columnNames.ts";
import type { Cell, RowBatch, TableSource } from "./tableSource.ts";
import { textStream } from "./textStream.ts";

/** How many lines tell the columns. */
const sampledLines = 1000;

/** Opens JSON lines: one object on each line. The keys of the first lines are the columns. */
export async function jsonSource(file: File): Promise<TableSource> {
  const names = new Set<string>();
  let seen = 0;
  for await (const objects of objectsOf(file)) {
    for (const object of objects.rows.slice(0, sampledLines - seen)) {
      for (const name of Object.keys(object)) names.add(name);
    }
    seen += objects.rows.length;
    if (seen >= sampledLines) break;
  }
  const columns = [...names];
  checkColumnNames(columns, file.name);
  return { columns, rows: () => jsonRows(file, columns) };
}

async function* jsonRows(file: File, columns: readonly string[]): AsyncGenerator<RowBatch> {
  for await (const { rows, progress } of objectsOf(file)) {
    yield { rowCount: rows.length, cell: (row, column): Cell => rows[row]![columns[column]!], progress };
  }
}

interface Objects {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly progress: number;
}

async function* objectsOf(file: File): AsyncGenerator<Objects> {
  let rest = "";
  let lineNumber = 0;
  for await (const { text, progress, isLast } of textStream(file)) {
    const lines = (rest + text).split("\n");
    rest = isLast ? "" : lines.pop()!;
    const rows: Readonly<Record<string, unknown>>[] = [];
    for (const line of lines) {
      lineNumber++;
      if (line.trim() !== "") rows.push(objectOf(line, lineNumber, file));
    }
    if (rows.length > 0) yield { rows, progress };
  }
}

function objectOf(line: string, lineNumber: number, file: File): Readonly<Record<string, unknown>> {
  let found: string;
  let cause: unknown;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
    found = Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
  } catch (error) {
    cause = error;
    found = "text that is not JSON";
  }
  throw new CalibrationError(
    "invalid-field",
    {
      problem: "Cannot read a table",
      expected: "one JSON object on each line, its keys the names of the columns",
      found,
      place: `line ${lineNumber} of ${file.name}`,
    },
    { cause },
  );
}
