import { join } from "node:path";

import { expect, it } from "vitest";

import { doneJson, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { fitStore, labelledRows, sql } from "./tables.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const store = fitStore(folder, labelledRows(), ["--min-windows", "40"]);

/** Rows of ann, bob and two strangers, which two threads write. */
async function writeRows(name: string, from: number, to: number): Promise<string> {
  await sql(
    `COPY (SELECT x / (x + y + z) AS p_cat, y / (x + y + z) AS p_dog, z / (x + y + z) AS p_owl, i AS id,
       ['ann', 'bob', 'stranger', 'another'][1 + i % 4] AS user_id
     FROM (SELECT i, 1 + hash(i) % 1000 AS x, 1 + hash(-i) % 1000 AS y, 1 + hash(7 * i) % 1000 AS z
           FROM range(${from}, ${to}) t(i)))
     TO '${at(name)}' (FORMAT parquet)`,
  );
  return at(name);
}

interface Counts {
  readonly rows: number;
  readonly servedByOwn: object;
  readonly servedByGlobal: object;
  readonly rejected: number;
}

/** The largest difference between two tables, row by row as they stand, and how many rows have other texts. */
async function difference(one: string, other: string): Promise<unknown> {
  const numbered = (path: string): string =>
    `(SELECT *, row_number() OVER () AS place FROM ${path.endsWith("csv") ? "read_csv" : "read_parquet"}('${path}'))`;
  const differences = ["p_cat", "p_dog", "p_owl", "confidence"].map((name) => `abs(a.${name} - b.${name})`);
  const [found] = await sql(
    `SELECT count(*)::INTEGER AS rows, max(greatest(${differences.join(", ")})) AS most,
       count(*) FILTER (a.id <> b.id OR a.predicted <> b.predicted OR a.rejected <> b.rejected)::INTEGER AS others
     FROM ${numbered(one)} a JOIN ${numbered(other)} b USING (place)`,
  );
  return found;
}

it("writes the rows of several Parquet files in their order, as if one at a time", async () => {
  const files = [await writeRows("1.parquet", 0, 300_000), await writeRows("2.parquet", 300_000, 450_000)];
  const apply = async (out: string): Promise<Counts> =>
    await doneJson(["apply", ...files, "--store", await store, "--threshold", "0.5", "--out", out]);
  const { rejected, ...counts } = await apply(at("out.parquet"));
  expect(counts).toMatchObject({
    rows: 450_000,
    servedByOwn: { rows: 225_000, users: 2 },
    servedByGlobal: { rows: 225_000, users: 2 },
  });
  // Text is written on one thread.
  expect(await apply(at("out.csv"))).toMatchObject({ rejected });
  const same = { rows: 450_000, most: 0, others: 0 };
  expect(await difference(at("out.parquet"), at("out.csv"))).toEqual(same);
});

it("names the first of the rows that are no probabilities, and writes nothing", async () => {
  const good = await writeRows("good.parquet", 0, 300_000);
  const bad = `SELECT * REPLACE (CASE WHEN id IN (140000, 260000, 270000) THEN 1.5 ELSE p_dog END AS p_dog)`;
  await sql(`COPY (${bad} FROM '${good}') TO '${at("bad.parquet")}' (FORMAT parquet)`);
  const { code, stderr } = await runCalibrated([
    "apply",
    at("bad.parquet"),
    "--store",
    await store,
    "--out",
    at("none.parquet"),
  ]);
  expect(code).toBe(3);
  expect(stderr).toContain("row 140001");
  expect(stderr).toContain("3 of 300000 rows");
  await expect(sql(`SELECT * FROM '${at("none.parquet")}'`)).rejects.toThrow("No files found");
});
