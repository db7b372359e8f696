import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, test } from "vitest";

import { guessMapping } from "../../src/read/columnMapping.ts";
import { openTable } from "../../src/read/openTable.ts";
import { readPredictions } from "../../src/read/readPredictions.ts";

const folder = mkdtempSync(join(tmpdir(), "calibrated-open-table-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, content: string | Uint8Array<ArrayBuffer>) {
  const source = await openTable(new File([content], name));
  const { rows, groupings } = await readPredictions(source, guessMapping(source.columns), () => undefined);
  const { values, labels, users, times, rowNumbers, classes } = rows;
  return {
    columns: source.columns,
    classes,
    values: Array.from(values),
    labels: Array.from(labels),
    users: users && Array.from(users.codes, (code) => users.texts[code] ?? null),
    times: times && Array.from(times),
    rowNumbers: Array.from(rowNumbers),
    groupings: groupings.map(({ column }) => column),
  };
}

const expected = {
  columns: ["user_id", "timestamp", "label", "p_a", "p_b", "part"],
  classes: ["a", "b"],
  values: [0.25, 0.75, 1, 0, 1e-7, 0.9999999],
  labels: [1, 0, -1],
  users: ["ann, who\nwrites", null, "bob"],
  times: [0, 3_600_000, 86_400_000],
  rowNumbers: [1, 2, 3],
  groupings: ["user_id", "part"],
};

const table = [
  ["ann, who\nwrites", "1970-01-01T00:00Z", "b", "0.25", "0.75", "x"],
  ["", "1970-01-01 02:00:00+01:00", "a", "1", "0", "y"],
  ["bob", "1970-01-02", "", "1e-7", ".9999999", "x"],
];

function csv(delimiter: string, newline: string) {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => (/[,\n]/.test(cell) ? `"${cell}"` : cell)).join(delimiter);
  return [expected.columns, ...table].map(line).join(newline);
}

describe("a table", () => {
  test.each([
    ["commas", "t.csv", csv(",", "\n")],
    ["a line end at the end", "t.csv", `${csv(",", "\n")}\n`],
    ["semicolons and a byte order mark", "t.csv", `\uFEFF${csv(";", "\n")}`],
    ["tabs", "t.tsv", csv("\t", "\n")],
    ["gzip", "t.csv.gz", new Uint8Array(gzipSync(csv(",", "\n")))],
  ])("of CSV with %s", async (_, name, content) => {
    expect(await read(name, content)).toEqual(expected);
  });

  test("of CSV with the line ends of Windows", async () => {
    const { users, ...rest } = await read("t.csv", csv(",", "\r\n"));
    const { users: _, ...others } = expected;
    expect(rest).toEqual(others);
    expect(users![2]).toBe("bob");
  });

  test("of JSON lines, whose numbers may be texts", async () => {
    const text = table.map(([user, time, label, a, b, part]) =>
      JSON.stringify({ user_id: user || null, timestamp: time, label, p_a: Number(a), p_b: b, part }),
    );
    expect(await read("t.jsonl", text.join("\n"))).toEqual(expected);
  });

  test("that is longer than one piece of the stream", async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `"user\n${row % 7}",0.5,0.5,a`);
    const { values, users, rowNumbers } = await read(
      "long.csv",
      `user_id,p_a,p_b,label\n${rows.join("\n")}\n`,
    );
    expect(values.length).toBe(120_000);
    expect(users!.every((user, row) => user === `user\n${row % 7}`)).toBe(true);
    expect(rowNumbers.at(-1)).toBe(60_000);
  });

  test("of Parquet, however it is compressed", async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = `SELECT * FROM (VALUES
      ('ann, who' || chr(10) || 'writes', TIMESTAMP '1970-01-01 00:00', 'b', 0.25::DOUBLE, 0.75::DOUBLE, 'x'),
      (NULL, TIMESTAMP '1970-01-01 01:00', 'a', 1, 0, 'y'),
      ('bob', TIMESTAMP '1970-01-02 00:00', NULL, 1e-7, 0.9999999, 'x')) t(user_id, "timestamp", label, p_a, p_b, part)`;
    for (const codec of ["uncompressed", "snappy", "zstd", "gzip", "lz4_raw", "brotli"]) {
      const path = join(folder, `${codec}.parquet`);
      await connection.run(`COPY (${rows}) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`);
      expect([codec, await read("t.parquet", new Uint8Array(readFileSync(path)))]).toEqual([codec, expected]);
    }
    connection.closeSync();
  });
});

describe("a number", () => {
  test("is what the command line takes for one", async () => {
    const cells = ["0x10", " ", "1_000", "", "abc", "0b1", " 0.5 ", "+1", "5e-1", "1."];
    const { values } = await read("t.csv", `p_a\tp_b\n${cells.map((cell) => `${cell}\t1`).join("\n")}\n`);
    const numbers = values.filter((_, at) => at % 2 === 0);
    expect(numbers).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, 0.5, 1, 0.5, 1]);
  });
});
