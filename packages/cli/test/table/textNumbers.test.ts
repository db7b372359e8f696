import { expect, it } from "vitest";

import { openDatabase } from "../../src/table/database.ts";
import { duckdb } from "../../src/table/duckdb.ts";
import { runWithRowFunction } from "../../src/table/rowFunction.ts";
import { TextNumbers } from "../../src/table/textNumbers.ts";

/** The numbers of the texts that a query gives, in chunks as the database makes them. */
async function numbered(sql: string): Promise<{ readonly numbers: number[]; readonly texts: string[] }> {
  const { BOOLEAN, VARCHAR } = duckdb();
  const texts = new TextNumbers();
  const numbers: number[] = [];
  const connection = await openDatabase();
  await connection.run("SET threads = 1");
  const visit: Parameters<typeof runWithRowFunction>[1]["visit"] = (rows) => {
    const chunk = new Int32Array(rows.rowCount);
    texts.read(rows, 0, chunk);
    numbers.push(...chunk);
  };
  const rowFunction = { parameters: [VARCHAR], returns: BOOLEAN, visit, threads: 1 as const };
  await runWithRowFunction(connection, rowFunction, (name) => `SELECT count(${name}(x)) FROM (${sql})`);
  return { numbers, texts: texts.texts };
}

it("numbers texts by first appearance, and NULL is none", async () => {
  const values = [
    "bob",
    "",
    "ann",
    null,
    "bob",
    "żółć",
    "a\u0000b",
    "bob ",
    "a",
    "",
    "😀😀😀",
    "\uFEFFann",
    "ann",
  ];
  const long = ["exactly12byt", "exactly13byte", "exactly13byta", "exactly13byte", "x".repeat(5000)];
  const all = [...values, ...long, ...values, ...long];
  const known: string[] = [];
  const expected = all.map((text) => {
    if (text === null) return -1;
    if (!known.includes(text)) known.push(text);
    return known.indexOf(text);
  });
  const list = all.map((text) =>
    text === null ? "NULL" : `'${text.replaceAll("\u0000", "' || chr(0) || '")}'`,
  );
  expect(await numbered(`SELECT unnest([${list.join(", ")}]) AS x`)).toEqual({
    numbers: expected,
    texts: known,
  });
});

it.each([
  ["short", "i::VARCHAR"],
  ["long", "'somebody with a long name, number ' || i"],
])("knows many %s texts again in later chunks", async (_name, text) => {
  const count = 20_000;
  const { numbers, texts } = await numbered(
    `SELECT ${text} AS x FROM (SELECT (r * 7) % ${count} AS i FROM range(${2 * count}) t(r))`,
  );
  expect(texts).toHaveLength(count);
  expect(new Set(texts).size).toBe(count);
  expect(numbers.slice(0, count)).toEqual(Array.from({ length: count }, (_, i) => i));
  expect(numbers.slice(count)).toEqual(numbers.slice(0, count));
});
