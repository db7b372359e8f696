import type { DuckDBConnection } from "@duckdb/node-api";

import { query } from "./database.ts";

/** A type that a whole column of texts may be read as without a loss: the number 7 is not the text "007". */
interface LosslessType {
  readonly name: string;
  /** The types of JSON values it can stand for. */
  readonly json: readonly string[];
  /** SQL that holds if a text is a value of the type. */
  readonly holds: (text: string) => string;
}

const date = String.raw`\d{4}-\d{2}-\d{2}`;
const time = String.raw`[T ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?`;
const zone = String.raw`(Z|[+-]\d{2}(:?\d{2})?)`;
const decimal = String.raw`-?((0|[1-9]\d{0,14})(\.\d*)?|\.\d+)([eE][+-]?\d+)?`;

const losslessTypes: readonly LosslessType[] = [
  {
    name: "BIGINT",
    json: ["BIGINT", "UBIGINT"],
    holds: (text) => `CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR) = ${text}`,
  },
  {
    name: "DOUBLE",
    json: ["BIGINT", "UBIGINT", "DOUBLE"],
    holds: (text) => `${matches(text, decimal)} AND isfinite(TRY_CAST(${text} AS DOUBLE))`,
  },
  { name: "BOOLEAN", json: ["BOOLEAN"], holds: (text) => `lower(${text}) IN ('true', 'false')` },
  { name: "DATE", json: ["VARCHAR"], holds: (text) => castable(text, "DATE", date) },
  { name: "TIMESTAMP", json: ["VARCHAR"], holds: (text) => castable(text, "TIMESTAMP", date + time) },
  {
    name: "TIMESTAMPTZ",
    json: ["VARCHAR"],
    holds: (text) => castable(text, "TIMESTAMPTZ", date + time + zone),
  },
];

function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, '${pattern}')`;
}

function castable(text: string, type: string, pattern: string): string {
  return `${matches(text, pattern)} AND TRY_CAST(${text} AS ${type}) IS NOT NULL`;
}

/** JSON values of several types are texts together, objects and arrays are not. */
const jsonText: LosslessType = {
  name: "VARCHAR",
  json: ["BIGINT", "UBIGINT", "DOUBLE", "BOOLEAN", "VARCHAR"],
  holds: () => "true",
};

/**
 * The type of each column of texts or of JSON values: the first that every value can be read as without a loss.
 *
 * @param rows - a query with the columns `c0`, `c1`, …
 * @returns names of types; "VARCHAR" for other texts, "JSON" for objects and arrays.
 */
export async function columnTypes(
  connection: DuckDBConnection,
  rows: string,
  columnCount: number,
  isJson: boolean,
): Promise<string[]> {
  const known = isJson ? [...losslessTypes, jsonText] : losslessTypes;
  // A few rows rule out most types, so that a pass over all rows asks one question of a column.
  const questions = Array.from({ length: columnCount }, (_, i) =>
    known.map((type) => question(type, i, isJson)),
  );
  const sample = await answers(connection, questions.flat(), `${rows} LIMIT 1000`);
  const candidates = questions.map((_, i) =>
    known.filter((_type, at) => sample[i * known.length + at] !== false),
  );
  const types = Array.from<string>({ length: columnCount }).fill(isJson ? "JSON" : "VARCHAR");
  let open = Array.from(types.keys()).filter((i) => candidates[i]!.length > 0);
  while (open.length > 0) {
    const asked = open.map((i) => question(candidates[i]![0]!, i, isJson));
    const held = await answers(connection, asked, rows);
    const next: number[] = [];
    for (const [at, i] of open.entries()) {
      const type = candidates[i]!.shift()!;
      // A column without any value is a column of texts.
      if (held[at] === null) types[i] = "VARCHAR";
      else if (held[at] === true) types[i] = type.name;
      else if (candidates[i]!.length > 0) next.push(i);
    }
    open = next;
  }
  return types;
}

/** Whether all values of the column are of the type; null if it has none. */
function question({ json, holds }: LosslessType, i: number, isJson: boolean): string {
  const text = isJson ? `(c${i} ->> '$')` : `c${i}`;
  const isOfJson = isJson ? `json_type(c${i}) IN (${json.map((type) => `'${type}'`).join(", ")}) AND ` : "";
  // No FILTER clause: of those, the work grows with the square of their number.
  return `bool_and(CASE WHEN ${text} IS NOT NULL THEN coalesce(${isOfJson}${holds(text)}, false) END)`;
}

async function answers(
  connection: DuckDBConnection,
  questions: readonly string[],
  rows: string,
): Promise<(boolean | null)[]> {
  const [answer] = await query(connection, `SELECT ${questions.join(", ")} FROM (${rows})`);
  return answer as unknown as (boolean | null)[];
}
