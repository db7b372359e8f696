import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";

import { reservedWords } from "../../src/take/reservedWords.ts";

test("are those that the database does not take for a column", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const ask = async (sql: string): Promise<unknown[]> =>
    (await connection.runAndReadAll(sql)).getRows().map(([first]) => first);
  const refused: string[] = [];
  for (const word of await ask("SELECT DISTINCT keyword_name FROM duckdb_keywords()")) {
    const condition = `${String(word)} = 'x' AND ${String(word)} IN ('x', 'y')`;
    const answer = await ask(`SELECT ${condition} FROM (SELECT 'x' AS "${String(word)}")`).catch(() => [
      false,
    ]);
    if (answer[0] !== true) refused.push(String(word));
  }
  expect([...reservedWords].sort()).toEqual(refused.sort());
});
