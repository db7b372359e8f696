import type { DuckDBConnection } from "@duckdb/node-api";

import { query, withoutKind } from "../table/database.ts";
import { quotedName, quotedText } from "../table/sql.ts";
import { UsageError } from "../usageError.ts";

/** A condition that must not hold, and whether it does. */
export interface Gate {
  readonly name: string;
  /** In SQL, on the numbers of the JSON document. */
  readonly failIf: string;
}

/** What became of a gate. */
export interface GateResult extends Gate {
  /** `"undecided"` where a number in it is null; a gate that cannot be decided is not passed. */
  readonly verdict: "passed" | "failed" | "undecided";
  /** The numbers that the condition names. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Holds conditions against the numbers of a document; lists in it are left out.
 *
 * @throws UsageError for a condition that is none, or names what the document does not have.
 */
export async function checkGates(
  connection: DuckDBConnection,
  gates: readonly Gate[],
  document: object,
): Promise<GateResult[]> {
  const columns = Object.entries(document).flatMap(([name, value]) => {
    const sql = asSql(value);
    return sql === null ? [] : [`${sql} AS ${quotedName(name)}`];
  });
  const results: GateResult[] = [];
  for (const gate of gates) {
    const holds = await evaluated(connection, gate.failIf, columns.join(", "));
    const verdict = holds === null ? "undecided" : holds ? "failed" : "passed";
    results.push({ ...gate, verdict, values: namedValues(gate.failIf, document) });
  }
  return results;
}

/** One line per gate that is not passed. */
export function gateInWords({ name, failIf, verdict, values }: GateResult): string {
  const found = Object.entries(values).map(([path, value]) => `${path} = ${String(value)}`);
  const condition = name === failIf ? failIf : `${name}: ${failIf}`;
  const what = verdict === "undecided" ? "Cannot be decided" : verdict === "failed" ? "Failed" : "Passed";
  return `${what}: ${condition}${found.length === 0 ? "" : ` (${found.join(", ")})`}`;
}

async function evaluated(
  connection: DuckDBConnection,
  condition: string,
  columns: string,
): Promise<boolean | null> {
  try {
    // In a list it must be one expression: a bracket too many cannot close the condition and add a clause.
    const statement = await connection.prepare(`SELECT [(${condition}\n)] FROM (SELECT ${columns})`);
    const type = String(statement.columnType(0));
    if (statement.parameterCount > 0) throw refused(condition, "it has a parameter, which nothing fills");
    if (type !== "BOOLEAN[]") throw refused(condition, `its value is ${type.replace(/\[\]$/, "")}`);
    const rows = await query(connection, `SELECT (${condition}\n)::TINYINT FROM (SELECT ${columns})`);
    const value = rows[0]![0]!;
    return value === null ? null : Number(value) === 1;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refused(condition, withoutKind((error as Error).message.split("\n")[0]!).replace(/[.!]$/, ""));
  }
}

function refused(condition: string, reason: string): UsageError {
  return new UsageError(
    `Cannot use --fail-if ${JSON.stringify(condition)}: expected a condition on the numbers of --json, such as ` +
      `"calibrated.nll > raw.nll", but ${reason}.`,
  );
}

/** A value of the document as SQL; null for a list. */
function asSql(value: unknown): string | null {
  if (typeof value === "number") return `CAST('${value}' AS DOUBLE)`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return quotedText(value);
  if (value === null) return "CAST(NULL AS DOUBLE)";
  if (Array.isArray(value) || typeof value !== "object") return null;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const sql = asSql(field);
    return sql === null ? [] : [`${quotedText(name)}: ${sql}`];
  });
  return fields.length === 0 ? null : `{${fields.join(", ")}}`;
}

/** The numbers at the paths that a condition names. */
function namedValues(condition: string, document: object): Record<string, unknown> {
  const paths = new Set(condition.match(/[A-Za-z]\w*(?:\.[A-Za-z]\w*)+/g));
  return Object.fromEntries([...paths].map((path) => [path, valueAt(document, path)]));
}

function valueAt(document: object, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null) return undefined;
    const name = Object.keys(value).find((one) => one.toLowerCase() === key.toLowerCase());
    return name === undefined ? undefined : (value as Record<string, unknown>)[name];
  }, document);
}
