import type { DuckDBConnection } from "@duckdb/node-api";

import { didYouMean, listed, UsageError } from "../usageError.ts";
import { withoutKind } from "./database.ts";

/**
 * Refuses a `--where` that is not one SQL condition on the columns.
 *
 * @param rows - the query whose rows it is to choose from.
 */
export async function checkCondition(
  connection: DuckDBConnection,
  rows: string,
  where: string,
  names: readonly string[],
): Promise<void> {
  try {
    await connection.prepare(`SELECT * FROM (${rows}) WHERE (${where}\n)`);
    // In a list it must be one expression: a bracket too many cannot close the condition and add a clause.
    const list = await connection.prepare(`SELECT [(${where}\n)] FROM (${rows})`);
    if (list.parameterCount > 0) throw refusedCondition(where, "it has a parameter, which nothing fills");
    const type = String(list.columnType(0));
    if (type !== "BOOLEAN[]")
      throw refusedCondition(where, `its values are ${type.replace(/\[\]$/, "")} and not true or false`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { message } = error as Error;
    const missing = /Referenced column "([^"]+)" not found/.exec(message)?.[1];
    throw missing === undefined ? refusedCondition(where, message) : missingColumn(where, missing, names);
  }
  // In SQL, user is also a function that tells who is logged in.
  const isColumn = names.some((name) => name.toLowerCase() === "user");
  if (!isColumn && /\buser\b(?!\s*[.(])/i.test(withoutTexts(where)))
    throw missingColumn(where, "user", names);
}

function missingColumn(where: string, name: string, names: readonly string[]): UsageError {
  const isQuoted = where.includes(`"${name}"`);
  return new UsageError(
    `There is no column "${name}", named in --where.${didYouMean(name, names)} The columns are: ${listed(names)}.` +
      (isQuoted ? ` A text stands in single quotes: '${name}'.` : ""),
  );
}

/** SQL without its texts, quoted names and comments. */
function withoutTexts(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\//g, " ");
}

/** @param found - what is wrong with it, as the database or we say. */
export function refusedCondition(where: string, found: string): UsageError {
  const reason = withoutKind(found.split("\n")[0]!).replace(/[.!]$/, "");
  return new UsageError(
    `Cannot use --where ${JSON.stringify(where)}: expected an SQL condition, but ${reason}.`,
  );
}
