import type { DuckDBType } from "@duckdb/node-api";

import { duckdb } from "./duckdb.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { textList } from "./sql.ts";
import type { TableFormat } from "./tableFormat.ts";
import type { SourceColumn, TableSource } from "./tableSource.ts";

/**
 * The columns of predictions as arguments of a row function: types, places, and SQL over {@link TableSource.rows}, with
 * numbers of rows over {@link TableSource.numberedRows}.
 */
export interface PredictionSelect {
  readonly expressions: readonly string[];
  readonly types: readonly DuckDBType[];
  /** The place of the probabilities or logits, as one list of k numbers, is 0; those of other columns are null where there is none. */
  readonly label: number | null;
  readonly time: number | null;
  readonly weight: number | null;
  readonly user: number | null;
  readonly rowNumber: number | null;
}

/**
 * How the columns are read. A number that is missing or is none becomes NaN, and a label that is no class −1, which the
 * checks refuse.
 *
 * @param isNumbered - whether to read the rows' numbers as well.
 */
export function predictionSelect(
  source: TableSource,
  { classes, label, time, weight, user }: PredictionColumnsOfTable,
  isNumbered: boolean,
): PredictionSelect {
  const { DOUBLE, INTEGER, LIST, VARCHAR } = duckdb();
  const expressions: string[] = [];
  const types: DuckDBType[] = [];
  const add = (sql: string, type: DuckDBType): number => {
    types.push(type);
    return expressions.push(sql) - 1;
  };
  const addNumber = (sql: string): number => add(asDouble(sql), DOUBLE);
  // As one list they come row after row, and in one piece of memory. (An array takes the database several times as long.)
  add(`list_value(${classes.map(({ column }) => asDouble(column.asNumber)).join(", ")})`, LIST(DOUBLE));
  const names = textList(classes.map(({ name }) => name));
  return {
    label: label && add(`(coalesce(list_position(${names}, ${label.asText}), 0) - 1)::INTEGER`, INTEGER),
    time: time && addNumber(`CAST(epoch_ms(${asTime(time, source.files.format)}) AS DOUBLE)`),
    weight: weight && addNumber(weight.asNumber),
    user: user && add(user.asText, VARCHAR),
    rowNumber: isNumbered ? add(`CAST(${source.rowNumber} AS DOUBLE)`, DOUBLE) : null,
    expressions,
    types,
  };
}

function asDouble(sql: string): string {
  return `coalesce(${sql}, 'NaN'::DOUBLE)`;
}

const isoDay = String.raw`\d{4}-\d{2}-\d{2}`;
const isoMinute = String.raw`${isoDay}[T ]\d{2}:\d{2}`;
const isoZone = String.raw`(?:Z|[+-]\d{2}(?::?\d{2})?)?`;

/** What the library takes for ISO-8601; a time without a zone is UTC. Null where a text is none. */
function asTime({ type, raw, asText }: SourceColumn, format: TableFormat): string {
  // Casting a time without a zone asks the calendar of UTC, which takes ten times as long as all else.
  if (format === "parquet" && type === "TIMESTAMP") return raw;
  if (format === "parquet" && type !== "VARCHAR") return `TRY_CAST(${raw} AS TIMESTAMPTZ)`;
  const text = `upper(${asText})`;
  const whole = String.raw`${isoDay}|${isoMinute}:\d{2}(?:\.\d+)?${isoZone}`;
  return (
    `TRY_CAST(CASE WHEN regexp_full_match(${text}, '${whole}') THEN ${text} ` +
    // The database wants seconds.
    `WHEN regexp_full_match(${text}, '${isoMinute}${isoZone}') THEN ${text}[:16] || ':00' || ${text}[17:] END AS TIMESTAMPTZ)`
  );
}
