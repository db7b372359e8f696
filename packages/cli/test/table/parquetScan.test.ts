import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, labelledRows, sql, writeFiles } from "../tables.ts";
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
      `Cannot read times from the column "timestamp": expected ISO-8601 texts or a timestamp type, but found INTEGER, file "${path}". Name another column with --time.`,
    );
    expect(code).toBe(3);
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
