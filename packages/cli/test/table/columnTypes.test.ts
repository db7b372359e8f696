import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, jsonLinesOf, writeFiles } from "../tables.ts";
import { open } from "./readTable.ts";

const folder = temporaryFolder();

async function typeOf(name: string, text: string): Promise<string> {
  writeFiles(folder, { [name]: text });
  const { columns } = await open([join(folder, name)], { outputFormat: "parquet" });
  return columns[0]!.type;
}

describe("columnTypes", () => {
  it.each([
    ["BIGINT", ["0", "-8", "9223372036854775807"]],
    ["VARCHAR", ["1", "007"]],
    ["VARCHAR", ["1", "+7"]],
    ["VARCHAR", ["1", "12345678901234567890"]],
    ["DOUBLE", ["1", "0.25", "1e-3", "-1.50"]],
    ["DOUBLE", ["1e-5", ".99999", "-.5", "5.", ".25e1"]],
    ["VARCHAR", ["0.25", "."]],
    ["VARCHAR", ["0.25", "nan"]],
    ["VARCHAR", ["0.25", "1_000"]],
    ["VARCHAR", ["0.25", " 1"]],
    ["VARCHAR", ["0.25", "1e999"]],
    ["BOOLEAN", ["true", "False"]],
    ["VARCHAR", ["t", "f"]],
    ["DATE", ["2026-01-02", "2026-12-31"]],
    ["VARCHAR", ["2026-01-02", "31/12/2026"]],
    ["VARCHAR", ["2026-02-30"]],
    ["TIMESTAMP", ["2026-01-02 10:00:00", "2026-01-02T10:00:00.123456"]],
    ["VARCHAR", ["2026-01-02 10:00:00.123456789"]],
    ["TIMESTAMPTZ", ["2026-01-02T10:00:00Z", "2026-01-02T10:00:00+02:00"]],
    ["VARCHAR", ["2026-01-02T10:00:00Z", "2026-01-02T10:00:00"]],
    ["VARCHAR", ["10:00:00"]],
    ["VARCHAR", [null, null]],
    ["BIGINT", [null, "1"]],
  ])("is %s for the texts %j", async (type, values) => {
    // A second column keeps the lines of empty cells apart from empty lines.
    expect(await typeOf("texts.csv", csvOf(values.map((x) => ({ x, y: 1 }))))).toBe(type);
  });

  it.each([
    ["BIGINT", [1, 2]],
    ["DOUBLE", [1, 2.5]],
    ["BOOLEAN", [true, null]],
    ["VARCHAR", ["007", "1"]],
    ["VARCHAR", ["true", true]],
    ["VARCHAR", [1, "x"]],
    ["DATE", ["2026-01-02"]],
    ["TIMESTAMPTZ", ["2026-01-02T10:00:00Z"]],
    ["JSON", [{ a: 1 }, 2]],
    ["JSON", [[1]]],
    ["VARCHAR", [null]],
  ])("is %s for the JSON values %j", async (type, values) => {
    expect(await typeOf("values.jsonl", jsonLinesOf(values.map((x) => ({ x }))))).toBe(type);
  });

  it("looks at every value, not at the first ones only", async () => {
    const numbers = Array.from({ length: 5000 }, (_, i) => ({ x: String(i), y: 1 }));
    expect(await typeOf("many.csv", csvOf(numbers))).toBe("BIGINT");
    expect(await typeOf("many.csv", csvOf([...numbers, { x: "0.5", y: 1 }]))).toBe("DOUBLE");
    expect(await typeOf("many.csv", csvOf([...numbers, { x: "0.5", y: 1 }, { x: "none", y: 1 }]))).toBe(
      "VARCHAR",
    );
  });

  // With a FILTER clause for each question the database took gigabytes and a minute for it.
  it("takes time in step with the number of columns", { timeout: 10_000 }, async () => {
    const row = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`x${i}`, i]));
    writeFiles(folder, { "wide.csv": csvOf([row, row]) });
    const { columns } = await open([join(folder, "wide.csv")], { where: "x7 = 7" });
    expect(new Set(columns.map(({ type }) => type))).toEqual(new Set(["BIGINT"]));
  });
});
