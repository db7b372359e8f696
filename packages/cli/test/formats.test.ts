import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, entriesOf, runCalibrated, runShell, temporaryFolder } from "./runCalibrated.ts";
import { cellsOf, csvOf, fitStore, jsonLinesOf, labelledRows, sql, writeFiles, type Row } from "./tables.ts";

const folder = temporaryFolder();
const rows = labelledRows();
const at = (name: string): string => join(folder, name);
let store = "";
/** The table as CSV, calibrated: what every other format must come to. */
let calibrated: string[][] = [];
let evaluated: { readonly raw: { readonly nll: number } };
beforeAll(async () => {
  store = await fitStore(folder);
  writeFiles(folder, {
    "t.csv": csvOf(rows),
    "t.tsv": csvOf(rows, "\t"),
    "t.jsonl": jsonLinesOf(rows),
    "t.ndjson": jsonLinesOf(rows),
    "t.csv.gz": gzipSync(csvOf(rows)),
    "t.jsonl.gz": gzipSync(jsonLinesOf(rows)),
  });
  await sql(`COPY (FROM read_csv('${at("t.csv")}', all_varchar = true)) TO '${at("texts.parquet")}'`);
  await sql(`COPY (FROM '${at("t.csv")}') TO '${at("t.parquet")}'`);
  await apply(["t.csv"], "c.csv");
  calibrated = cellsOf(read("c.csv"));
  evaluated = await doneJson(["evaluate", at("t.csv")]);
});

function read(name: string): string {
  return readFileSync(at(name), "utf8");
}

async function apply(tables: readonly string[], out: string, ...more: string[]): Promise<void> {
  await done(["apply", ...tables.map(at), "--store", store, "--out", at(out), ...more]);
}

describe.concurrent("formats", () => {
  it.each(["t.tsv", "t.jsonl", "t.ndjson", "t.csv.gz", "t.jsonl.gz", "texts.parquet"])(
    "reads %s as the same table",
    async (name) => {
      await apply([name], `${name}.out.csv`);
      expect(cellsOf(read(`${name}.out.csv`))).toEqual(calibrated);
    },
  );

  it("reads typed Parquet as the same table", async () => {
    expect(await doneJson(["evaluate", at("t.parquet")])).toEqual(evaluated);
  });

  it("writes TSV", async () => {
    await apply(["t.csv"], "o.tsv");
    expect(
      read("o.tsv")
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split("\t")),
    ).toEqual(calibrated);
  });

  it("writes JSON lines with numbers, texts, true and false", async () => {
    await apply(["t.csv"], "o.jsonl", "--threshold", "0.61");
    const lines = read("o.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(85);
    expect(Object.keys(lines[0]!)).toEqual(calibrated[0]);
    expect(lines[0]).toMatchObject({
      user_id: "ann",
      timestamp: "2026-01-01T09:00:00Z",
      label: "cat",
      rejected: true,
      predicted: "Mixed/Unknown",
    });
    expect(lines.map((line) => String(line["p_cat"]))).toEqual(calibrated.slice(1).map((cells) => cells[3]));
  });

  it("writes Parquet with types", async () => {
    await apply(["t.csv"], "o.parquet");
    const described = await sql(`SELECT column_name, column_type FROM (DESCRIBE FROM '${at("o.parquet")}')`);
    expect(Object.fromEntries(described.map((one) => [one["column_name"], one["column_type"]]))).toEqual({
      user_id: "VARCHAR",
      timestamp: "TIMESTAMP WITH TIME ZONE",
      label: "VARCHAR",
      p_cat: "DOUBLE",
      p_dog: "DOUBLE",
      p_owl: "DOUBLE",
      predicted: "VARCHAR",
      confidence: "DOUBLE",
      rejected: "BOOLEAN",
    });
    const values = await sql(`SELECT p_cat FROM '${at("o.parquet")}'`);
    expect(values.map((row) => String(row["p_cat"]))).toEqual(calibrated.slice(1).map((cells) => cells[3]));
  });

  it("compresses what ends in .gz", async () => {
    await apply(["t.csv"], "o.csv.gz");
    expect(cellsOf(gunzipSync(readFileSync(at("o.csv.gz"))).toString())).toEqual(calibrated);
  });

  it("keeps the types of Parquet from end to end", async () => {
    const more =
      "1.50::DECIMAL(5,2) AS price, [1, 2] AS list, {x: 1} AS struct, DATE '2026-01-01' AS day, 'x'::BLOB AS bytes";
    await sql(
      `COPY (SELECT *, ${more}, NULL::INTEGER AS nothing FROM '${at("t.csv")}') TO '${at("typed.parquet")}'`,
    );
    await apply(["typed.parquet"], "typed.out.parquet");
    const described = await sql(
      `SELECT column_name, column_type FROM (DESCRIBE FROM '${at("typed.out.parquet")}') WHERE column_name IN ('price', 'list', 'struct', 'day', 'bytes', 'nothing')`,
    );
    expect(described.map((one) => one["column_type"])).toEqual([
      "DECIMAL(5,2)",
      "INTEGER[]",
      "STRUCT(x INTEGER)",
      "DATE",
      "BLOB",
      "INTEGER",
    ]);
    const kept = `SELECT user_id, timestamp, label, price, list, struct, day, bytes, nothing FROM '${at("typed.parquet")}'`;
    expect(await sql(kept.replace("typed.parquet", "typed.out.parquet"))).toEqual(await sql(kept));
  });

  it("writes null for a Parquet NaN in JSON lines, which have no NaN", async () => {
    await sql(`COPY (SELECT *, 'nan'::DOUBLE AS n FROM '${at("t.csv")}' LIMIT 1) TO '${at("nan.parquet")}'`);
    await apply(["nan.parquet"], "nan.jsonl");
    expect(JSON.parse(read("nan.jsonl"))).toMatchObject({ n: null, user_id: "ann" });
  });

  it("reads several files in order, each by the names of its own columns", async () => {
    const reordered = rows
      .slice(40)
      .map(({ user_id, p_cat, ...row }): Row => ({ p_cat: p_cat!, extra: "e", ...row, user_id }));
    writeFiles(folder, { "part1.csv": csvOf(rows.slice(0, 40)), "part2.csv": csvOf(reordered, ";") });
    await apply(["part1.csv", "part2.csv"], "parts.csv");
    const [header, ...lines] = cellsOf(read("parts.csv"));
    expect(header).toEqual([...calibrated[0]!.slice(0, 6), "extra", ...calibrated[0]!.slice(6)]);
    expect(lines.map((cells) => cells.toSpliced(6, 1))).toEqual(calibrated.slice(1));
    expect(lines.map((cells) => cells[6])).toEqual(Array.from(lines, (_, i) => (i < 40 ? "" : "e")));
  });

  it("finds files by a glob, in order of their names, and takes a name with brackets literally", async () => {
    const names = ["g2.csv", "g1.csv", "g[1].csv", ".g3.csv"];
    writeFiles(folder, Object.fromEntries(names.map((name, i) => [name, csvOf([{ ...rows[0]!, file: i }])])));
    await apply(["g*.csv"], "glob.csv");
    expect(cellsOf(read("glob.csv")).map((cells) => cells[6])).toEqual(["file", "1", "0", "2"]);
    // As in a shell, a pattern must say that it means hidden files, such as unfinished ones.
    await apply(["*g[0-9].csv"], "glob.csv");
    expect(cellsOf(read("glob.csv")).map((cells) => cells[6])).toEqual(["file", "1", "0"]);
    await apply([".g*.csv"], "glob.csv");
    expect(cellsOf(read("glob.csv")).map((cells) => cells[6])).toEqual(["file", "3"]);
    await apply(["g[1].csv"], "glob.csv");
    expect(cellsOf(read("glob.csv")).map((cells) => cells[6])).toEqual(["file", "2"]);
  });

  it("takes nothing from the names of folders", async () => {
    mkdirSync(at("year=2026"));
    writeFiles(at("year=2026"), { "t.csv": csvOf(rows) });
    await apply(["year=2026/t.csv"], "hive.csv");
    expect(read("hive.csv")).toBe(read("c.csv"));
  });

  it("reads standard input and writes standard output, the summary on standard error", async () => {
    const { code, stdout, stderr } = await runCalibrated(["apply", "-", "--store", store, "--out", "-"], {
      input: csvOf(rows),
    });
    expect(code).toBe(0);
    expect(cellsOf(stdout)).toEqual(calibrated);
    expect(stderr).toMatch(/^Calibrated 85 rows with temperature:/);
    expect(stderr).not.toContain("Wrote");
  });

  it("reads and writes other formats through pipes", async () => {
    const flags = ["--store", store, "--out", "-", "--format", "tsv", "--input-format", "jsonl"];
    const { stdout } = await runCalibrated(["apply", "-", ...flags], { input: jsonLinesOf(rows) });
    expect(
      stdout
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split("\t")),
    ).toEqual(calibrated);
  });

  it("reads a named pipe and writes into one", async () => {
    const line = `mkfifo in out; cat t.csv > in & cat out > piped.csv & calibrated apply in --input-format csv --store store --out out --format csv; code=$?; wait; exit $code`;
    const { code } = await runShell(line, folder);
    expect(code).toBe(0);
    expect(cellsOf(read("piped.csv"))).toEqual(calibrated);
    expect(entriesOf(folder)).toContain("out");
  });
});

describe("the folder of all these outputs", () => {
  it("holds nothing that nobody asked for", () => {
    const hidden = entriesOf(folder).filter((name) => name.startsWith("."));
    expect(hidden).toEqual([".g3.csv"]); // written by the test of globs
  });
});
