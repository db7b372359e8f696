import { CalibrationError, type ErrorDetails } from "calibrated";

import { listed } from "../usageError.ts";
import { query } from "./database.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { placeOf } from "./rowPlace.ts";
import { quotedName } from "./sql.ts";
import type { SourceColumn, TableSource } from "./tableSource.ts";

/** Says of a row that failed where it stands in the files, and what stands there. */
export async function withPlace(
  error: unknown,
  source: TableSource,
  columns: PredictionColumnsOfTable,
  rowNumbers: ArrayLike<number>,
  rowSums: "strict" | "normalize",
): Promise<unknown> {
  if (!(error instanceof CalibrationError) || error.details.row === undefined) return error;
  const { row, ...details } = error.details;
  const rowNumber = rowNumbers[row]!;
  const place = await placeOf(source.connection, source.files, source.oneFile, rowNumber);
  const at = (more: Partial<ErrorDetails>): CalibrationError =>
    new CalibrationError(error.code, { ...details, place, ...more }, { cause: error });
  const { label, time, weight } = columns;
  if (error.code === "unknown-label" && label !== null) {
    const [text] = await textsOf(source, [label], rowNumber);
    const expected = `one of the classes ${listed(columns.classes.map(({ name }) => JSON.stringify(name)))}`;
    const name = /^[a-z_]\w*$/i.test(label.name) ? label.name : quotedName(label.name);
    const hint = `Leave such rows out, for example with --where "${name} IN (...)" or --where "${name} <> ''".`;
    return at({ found: inQuotes(text), field: label.name, expected, hint });
  }
  if (error.code === "invalid-timestamp" && time !== null) {
    const [text] = await textsOf(source, [time], rowNumber);
    const hint =
      'Name another column with --time, or none with --time "", or leave such rows out with --where.';
    return at({ found: inQuotes(text), field: time.name, expected: "an ISO-8601 time", hint });
  }
  if (error.code === "invalid-weights" && weight !== null) {
    const [text] = await textsOf(source, [weight], rowNumber);
    return at({ found: inQuotes(text), field: weight.name });
  }
  const classes = columns.classes.map(({ column }) => column);
  const texts = await textsOf(source, classes, rowNumber);
  const isEntry = classes.map(({ asNumber }) => {
    const isRight = `isfinite(${asNumber}) AND (${columns.kind === "logits"} OR ${asNumber} >= 0)`;
    return `coalesce(${isRight}, false)`;
  });
  const bad = (await valuesOf(source, isEntry, rowNumber)).indexOf(false);
  if (bad !== -1) {
    return at({ found: inQuotes(texts[bad]), field: classes[bad]!.name, hint: hintFor(texts[bad] ?? "") });
  }
  if (rowSums === "normalize") return at({});
  return at({
    hint: "If the rows were rounded, pass --row-sums normalize; if they are logits, --logit-prefix.",
  });
}

async function textsOf(
  source: TableSource,
  columns: readonly SourceColumn[],
  row: number,
): Promise<(string | null)[]> {
  const texts = columns.map(({ asText }) => `CAST(${asText} AS VARCHAR)`);
  return (await valuesOf(source, texts, row)) as (string | null)[];
}

async function valuesOf(
  { connection, numberedRows, rowNumber }: TableSource,
  expressions: readonly string[],
  row: number,
): Promise<unknown[]> {
  const sql = `SELECT ${expressions.join(", ")} FROM (${numberedRows}) WHERE ${rowNumber} = ${row}`;
  return (await query(connection, sql))[0]!;
}

function hintFor(text: string): string {
  if (text === "") return "Fill such cells in, or leave the rows out with --where.";
  if (/^\s*\d+,\d+\s*$/.test(text)) return "Numbers have a decimal point.";
  if (!(Number(text) < 0)) return "Leave such rows out with --where.";
  return "Logits are never taken for probabilities; read them with --logit-prefix.";
}

function inQuotes(text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? "nothing" : JSON.stringify(text);
}
