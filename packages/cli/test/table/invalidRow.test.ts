import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, labelledRows, writeFiles, type Row } from "../tables.ts";
import { readTable, refusal, type ReadFlags } from "./readTable.ts";

const folder = temporaryFolder();
const path = join(folder, "bad.csv");
const rows = labelledRows();
const withRow = (at: number, change: Row): Row[] =>
  rows.map((row, i) => (i === at ? { ...row, ...change } : row));

async function refused(table: readonly Row[], flags: ReadFlags = {}): Promise<string> {
  writeFiles(folder, { "bad.csv": csvOf(table) });
  const { message, code } = await refusal(readTable([path], flags));
  expect(code).toBe(3);
  return message;
}

describe("a row of probabilities", () => {
  it.each([
    [
      "sums to 0.93",
      { p_cat: 0.73 },
      `expected each row to sum to 1 within 0.001, but found a sum of 0.93 in row 1 of ${path}. If the rows were rounded, pass --row-sums normalize; if they are logits, --logit-prefix.`,
    ],
    [
      "holds NaN",
      { p_owl: "NaN" },
      `found "NaN" in row 1 of ${path}, field "p_owl". Leave such rows out with --where.`,
    ],
    [
      "holds a negative number",
      { p_cat: -0.1, p_dog: 1 },
      `found "-0.1" in row 1 of ${path}, field "p_cat". Logits are never taken for probabilities; read them with --logit-prefix.`,
    ],
    ["holds infinity", { p_cat: "inf" }, `found "inf" in row 1 of ${path}, field "p_cat".`],
    // A number to JavaScript, but not to the database.
    ["holds a hexadecimal number", { p_dog: "0x1" }, `found "0x1" in row 1 of ${path}, field "p_dog".`],
    ["holds a text", { p_dog: "high" }, `found "high" in row 1 of ${path}, field "p_dog".`],
    [
      "holds a decimal comma",
      { p_dog: "0,1" },
      `found "0,1" in row 1 of ${path}, field "p_dog". Numbers have a decimal point.`,
    ],
    [
      "holds nothing",
      { p_owl: null },
      `found nothing in row 1 of ${path}, field "p_owl". Fill such cells in, or leave the rows out with --where.`,
    ],
  ] as const)("that %s is named with its place and what to do", async (_name, change, message) => {
    expect(await refused(withRow(0, change))).toContain(message);
  });

  it("is counted when several fail", async () => {
    const bad = rows.map((row, i): Row =>
      i % 10 === 4 ? { ...row, p_cat: 0.5, p_dog: 0.2, p_owl: 0.2 } : row,
    );
    expect(await refused(bad)).toContain(`a sum of 0.9 in row 5 of ${path}; 9 of 85 rows fail.`);
  });

  it("keeps its number among all rows when --where leaves some out", async () => {
    expect(await refused(withRow(50, { p_cat: 2 }), { where: "user_id = 'bob'" })).toContain("in row 51 of ");
  });

  it("with a sum of 0 is an error also when sums are normalized, and is not told to normalize", async () => {
    const message = await refused(withRow(2, { p_cat: 0, p_dog: 0, p_owl: 0 }), { rowSums: "normalize" });
    expect(message).toContain("a sum of 0 in row 3 of ");
    expect(message).not.toContain("--row-sums");
  });

  it("of logits that are not finite is an error", async () => {
    const message = await refused([{ z_cat: 1, z_dog: "inf", z_owl: 0 }], { logitPrefix: "z_" });
    expect(message).toContain(`expected finite numbers, but found "inf" in row 1 of ${path}, field "z_dog".`);
    expect(message).not.toContain("--row-sums");
  });
});

describe("a label", () => {
  it("that is no class is named with the classes and --where", async () => {
    expect(await refused(withRow(6, { label: "emu" }))).toBe(
      `Invalid label: expected one of the classes "cat", "dog", "owl", but found "emu" in row 7 of ${path}, field "label". ` +
        `Leave such rows out, for example with --where "label IN (...)" or --where "label <> ''".`,
    );
  });

  it.each([null, "", " ", "Cat", "cat "])("of %j is no class", async (label) => {
    const found = label === null || label === "" ? "nothing" : JSON.stringify(label);
    const twice = withRow(6, { label }).map((row, i): Row => (i === 8 ? { ...row, label } : row));
    expect(await refused(twice)).toMatch(
      new RegExp(`but found ${found} in row 7 of .*; 2 of 85 rows fail\\.`),
    );
  });

  it("that the suggested condition leaves out is no trouble", async () => {
    writeFiles(folder, { "some.csv": csvOf(withRow(0, { label: null })) });
    const { table } = await readTable([join(folder, "some.csv")], { where: "label <> ''" });
    expect(table.rowCount).toBe(84);
  });

  it("is looked for in the column that was named, which the hint quotes", async () => {
    const named = withRow(0, { label: "emu" }).map(({ label, ...row }): Row => ({
      ...row,
      "true class": label!,
    }));
    expect(await refused(named, { label: "true class" })).toContain(`--where ""true class" IN (...)"`);
  });

  it("may be a number where the classes are numbers", async () => {
    const numbers = rows
      .slice(0, 6)
      .map((row, i): Row => ({ label: i % 2, p_0: row["p_cat"]!, p_1: 1 - Number(row["p_cat"]) }));
    writeFiles(folder, { "numbers.csv": csvOf(numbers) });
    const { table } = await readTable([join(folder, "numbers.csv")]);
    expect(Array.from(table.labels!)).toEqual([0, 1, 0, 1, 0, 1]);
  });
});

describe("a time", () => {
  it.each([
    "yesterday",
    "infinity",
    "epoch",
    "10:00:00",
    "1767258000",
    "31/12/2026",
    "2026-1-1",
    "2026-02-30",
    null,
  ])("of %j is an error", async (timestamp) => {
    const found = timestamp === null ? "nothing" : JSON.stringify(timestamp);
    expect(await refused(withRow(3, { timestamp }))).toBe(
      `Invalid timestamp: expected an ISO-8601 time, but found ${found} in row 4 of ${path}, field "timestamp". ` +
        'Name another column with --time, or none with --time "", or leave such rows out with --where.',
    );
  });

  it.each([
    ["2026-01-02", "2026-01-02T00:00:00.000Z"],
    ["2026-01-02T10:30", "2026-01-02T10:30:00.000Z"],
    ["2026-01-02T10:30Z", "2026-01-02T10:30:00.000Z"],
    ["2026-01-02 10:30:15", "2026-01-02T10:30:15.000Z"],
    ["2026-01-02t10:30:15.123456789z", "2026-01-02T10:30:15.123Z"],
    ["2026-01-02T23:30:00-02:00", "2026-01-03T01:30:00.000Z"],
    ["2026-01-02T23:30-0200", "2026-01-03T01:30:00.000Z"],
    ["2026-01-02T00:30:00+02", "2026-01-01T22:30:00.000Z"],
  ])("of %s is %s", async (timestamp, utc) => {
    writeFiles(folder, { "time.csv": csvOf([{ ...rows[0]!, timestamp }]) });
    const { table } = await readTable([join(folder, "time.csv")]);
    expect(new Date(table.timestamps![0]!).toISOString()).toBe(utc);
  });
});

describe("a weight", () => {
  it.each(["-1", "heavy", "inf", null])("of %j is an error", async (weight) => {
    const weighted = rows.map((row, i): Row => ({ ...row, w: i === 1 ? weight : 1 }));
    const found = weight === null ? "nothing" : JSON.stringify(weight);
    expect(await refused(weighted, { weight: "w" })).toContain(
      `found ${found} in row 2 of ${path}, field "w".`,
    );
  });
});
