import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, jsonLinesOf, labelledRows, sql, writeFiles } from "../tables.ts";
import { readTable, refusal } from "./readTable.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const rows = labelledRows().map((row, i) => ({ ...row, n: i, "odd name": i % 2 === 0 ? "yes" : "it's" }));
beforeAll(async () => {
  writeFiles(folder, { "t.csv": csvOf(rows), "t.jsonl": jsonLinesOf(rows) });
  await sql(`COPY (FROM '${at("t.csv")}') TO '${at("t.parquet")}'`);
});

const choices: readonly (readonly [where: string, isChosen: (row: (typeof rows)[number]) => boolean])[] = [
  ["user_id = 'ann'", ({ user_id }) => user_id === "ann"],
  ["user_id IN ('ann', 'eve') AND n >= 38", ({ user_id, n }) => user_id !== "bob" && n >= 38],
  ["n > 9.5 and p_cat > 0.5", ({ n }) => n > 9.5 && n % 3 === 0],
  ["timestamp < TIMESTAMP '2026-01-02'", ({ timestamp }) => timestamp < "2026-01-02"],
  ["timestamp < '2026-01-02'", ({ timestamp }) => timestamp < "2026-01-02"],
  ["label LIKE 'c%' OR label = 'dog' -- and a comment", ({ label }) => label !== "owl"],
  ["label <> 'cat' /* the others */", ({ label }) => label !== "cat"],
  ["\"odd name\" = 'it''s'", ({ n }) => n % 2 === 1],
  ["user_id IN (SELECT 'bob')", ({ user_id }) => user_id === "bob"],
  ["LABEL = 'cat'", ({ label }) => label === "cat"],
  ["true) OR (false", () => true],
  ["label <> 'user' /* user */ -- user", () => true],
];

describe("--where", () => {
  it.each(choices)("%s chooses the same rows of every format", async (where, isChosen) => {
    const expected = rows.flatMap((row) => (isChosen(row) ? [row.n + 1] : []));
    for (const table of ["t.csv", "t.jsonl", "t.parquet"]) {
      const { rowNumbers } = await readTable([at(table)], { where });
      expect({ table, chosen: Array.from(rowNumbers) }).toEqual({ table, chosen: expected });
    }
  });

  it.each([
    [
      "lable = 'cat'",
      'There is no column "lable", named in --where. Did you mean "label"? The columns are: user_id, ',
    ],
    // Without a column of that name, SQL takes user for who is logged in: the condition would hold everywhere.
    ["user <> 'ann'", 'There is no column "user", named in --where.'],
    ['label = "cat"', "A text stands in single quotes: 'cat'."],
    ["", "expected an SQL condition, but syntax error"],
    ["n >", "expected an SQL condition, but syntax error"],
    ["n > 1; DROP TABLE results", 'syntax error at or near ";"'],
    ["true) LIMIT (5", 'syntax error at or near "LIMIT"'],
    ["n", "its values are BIGINT and not true or false"],
    ["label", "its values are VARCHAR and not true or false"],
    ["n > ?", "it has a parameter, which nothing fills"],
    ["count(*) > 1", "WHERE clause cannot contain aggregates"],
    ["row_number() OVER () < 5", "WHERE clause cannot contain window functions"],
    ["nofunction(n)", "nofunction"],
    ["ln(n - n) < 1", "cannot take logarithm of zero"],
    ["CAST(label AS INTEGER) > 1", "Could not convert string 'cat' to INT32"],
  ])("%s is a wrong usage", async (where, found) => {
    const { message, code } = await refusal(readTable([at("t.csv")], { where }));
    expect(message).toContain(found);
    expect(message).not.toContain("\n");
    expect(code).toBe(2);
  });
});
