import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, labelledRows, sql, writeFiles } from "../tables.ts";
import { openDatabase } from "../../src/table/database.ts";
import { largestGroupBytes } from "../../src/table/parquetScan.ts";
import { open, readTable, refusal } from "./readTable.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const copy = async (query: string, name: string): Promise<string> => {
  await sql(`COPY (${query}) TO '${at(name)}'`);
  return at(name);
};
beforeAll(() => {
  writeFiles(folder, { "t.csv": csvOf(labelledRows()) });
});

describe("scanParquet", () => {
  it.each([
    ["DOUBLE", 12],
    ["FLOAT", 6],
    ["DECIMAL(9, 4)", 12],
    ["VARCHAR", 12],
  ])("reads probabilities of the type %s", async (type, digits) => {
    const probabilities = ["cat", "dog", "owl"].map((name) => `p_${name}::${type} AS p_${name}`);
    const path = await copy(
      `SELECT * REPLACE (${probabilities.join(", ")}) FROM '${at("t.csv")}'`,
      "type.parquet",
    );
    const { data } = (await readTable([path])).table.probabilities;
    for (const [i, p] of (await readTable([at("t.csv")])).table.probabilities.data.entries()) {
      expect(data[i]).toBeCloseTo(p, digits);
    }
  });

  it("reads whole numbers", async () => {
    const path = await copy("SELECT 1::TINYINT AS p_a, 0::HUGEINT AS p_b", "whole.parquet");
    expect(Array.from((await readTable([path])).table.probabilities.data)).toEqual([1, 0]);
  });

  it.each(["DATE", "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S", "VARCHAR"])(
    "reads times of the type %s",
    async (type) => {
      const path = await copy(
        `SELECT * REPLACE (timestamp::${type} AS timestamp) FROM '${at("t.csv")}'`,
        "time.parquet",
      );
      const days = Array.from((await readTable([path])).table.timestamps!, (time) =>
        Math.floor(time / 86_400_000),
      );
      expect(new Set(days)).toEqual(new Set([20454, 20455, 20456, 20457]));
    },
  );

  it("refuses a time of a type that is none", async () => {
    const path = await copy(
      "SELECT 1 AS p_a, 0 AS p_b, 'a' AS label, 1767258000 AS timestamp",
      "seconds.parquet",
    );
    const { message, code } = await refusal(readTable([path]));
    expect(message).toBe(
      `Cannot read times from the column "timestamp": expected ISO-8601 texts or a timestamp type, but found INTEGER, file "${path}". Name another column with --time, or none with --time "".`,
    );
    expect(code).toBe(3);
    expect((await readTable([path], { time: "" })).table.timestamps).toBeNull();
  });

  it("leaves out users where none are wanted, also beside a column without a name", async () => {
    const { "users.csv": path } = writeFiles(folder, { "users.csv": ",user_id,p_a,p_b\nx,ann,1,0\n" });
    expect((await readTable([path])).table.userIds).toEqual(["ann"]);
    expect((await readTable([path], { user: "" })).table.userIds).toBeNull();
  });

  it("reads columns that are called as ours are, and takes nothing from the names of folders", async () => {
    const columns = `7 AS "calibrated:row", 8 AS "CALIBRATED:raw 0", 9 AS row, 10 AS filename, {p_x: 1} AS nested`;
    const path = await copy(`SELECT 1 AS p_a, 0 AS p_b, ${columns}`, "ours.parquet");
    const source = await open([path], { where: '"calibrated:row" = 7 AND row = 9 AND nested.p_x = 1' });
    expect(source.columns.map(({ name }) => name)).toEqual([
      "p_a",
      "p_b",
      "calibrated:row",
      "CALIBRATED:raw 0",
      "row",
      "filename",
      "nested",
    ]);
  });

  it("refuses files whose columns differ in case, which the database takes for one", async () => {
    const lower = await copy("SELECT 1 AS p_a, 0 AS p_b", "lower.parquet");
    const upper = await copy("SELECT 1 AS P_A, 0 AS p_b", "upper.parquet");
    const { message, code } = await refusal(readTable([lower, upper]));
    expect(message).toContain('"p_a" and "P_A"');
    expect(code).toBe(3);
  });

  it("refuses what is no Parquet file, or part of one", async () => {
    writeFileSync(at("text.parquet"), csvOf(labelledRows()));
    writeFileSync(at("short.parquet"), "p");
    for (const name of ["text.parquet", "short.parquet"]) {
      expect(await refusal(readTable([at(name)]))).toMatchObject({
        code: 3,
        message: `Cannot read a table: expected a Parquet file, but found another one, or one that is cut off, file "${at(name)}".`,
      });
    }
  });

  it("refuses a file without rows", async () => {
    const path = await copy("SELECT 1 AS p_a, 0 AS p_b WHERE false", "zero.parquet");
    expect((await refusal(readTable([path]))).message).toContain("expected at least one row, but found none");
  });
});

describe("largestGroupBytes", () => {
  it("takes a number for 8 bytes, and texts for as long as they stand in the file", async () => {
    const numbers = await copy("SELECT i::DOUBLE AS x, 0.5 AS y FROM range(200000) t(i)", "numbers.parquet");
    const texts = await copy(
      "SELECT repeat(md5(i::VARCHAR), 10) AS x FROM range(5000) t(i)",
      "texts.parquet",
    );
    const connection = await openDatabase();
    const bytes = async (paths: string[], fewest: number): Promise<number> =>
      await largestGroupBytes(connection, paths, fewest);
    expect((await bytes([numbers], 0)) / (16 * 122_880)).toBeCloseTo(1, 2);
    expect((await bytes([texts], 0)) / (324 * 5000)).toBeCloseTo(1, 1);
    // A few long rows are not lost among many short ones.
    expect(await bytes([numbers, texts], 0)).toBe(await bytes([numbers], 0));
    expect(await bytes([numbers, texts], 122_880)).toBe(await bytes([texts], 122_880));
    expect((await bytes([texts], 50_000)) / (324 * 50_000)).toBeCloseTo(1, 1);
    expect(await bytes([await copy("SELECT 1.0 AS x LIMIT 0", "nothing.parquet")], 1000)).toBe(0);
  });

  it("does not know how long texts are of which only the differences stand in the file", async () => {
    // By pyarrow: write_table(pa.table({"x": ["same1", "same2"]}), path, use_dictionary=False, write_statistics=False,
    // column_encoding={"x": "DELTA_BYTE_ARRAY"}, store_schema=False, compression="none")
    const file =
      "UEFSMRUAFUAVQCwVBBUOFQYVBhwAAAACAAAABAGAAQQCAAgAAAAAgAEEAgoHAAAAAHNhbWUxMhUEGSw1ABgGc2NoZW1hFQIAFQwlAhgBeCUATBwA" +
      "AAAWBBkcGRwmABwVDBklBg4ZGAF4FQAWBBZmFmYmCEkcFQAVDhUCADwWFBkGGSYABAAAABZmFgQmCBZmACggcGFycXVldC1jcHAtYXJyb3cgdmVy" +
      "c2lvbiAyNi4wLjEZHBwAAACCAAAAUEFSMQ==";
    writeFileSync(at("differences.parquet"), Buffer.from(file, "base64"));
    const bytes = await largestGroupBytes(await openDatabase(), [at("differences.parquet")], 0);
    expect(bytes).toBe(Infinity);
  });
});
