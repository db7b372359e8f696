import { describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, labelledRows, without, writeFiles } from "../tables.ts";
import { open, readTable, refusal } from "./readTable.ts";

const folder = temporaryFolder();
const rows = labelledRows();
const csv = csvOf(rows);
const written = (name: string, text: string | Buffer): string => writeFiles(folder, { [name]: text })[name]!;

describe("scanCsv", () => {
  it.each([
    ["semicolons", csv.replaceAll(",", ";")],
    ["bars", csv.replaceAll(",", "|")],
    ["tabs", csv.replaceAll(",", "\t")],
    ["a byte order mark", `\ufeff${csv}`],
    ["Windows line ends", csv.replaceAll("\n", "\r\n")],
    ["no line end after the last row", csv.trimEnd()],
    ["empty lines after the last row", `${csv}\n\n`],
    ["quotes around every cell", csv.replaceAll(/[^,\n]+/g, '"$&"')],
  ])("reads %s", async (_name, text) => {
    const expected = await readTable([written("plain.csv", csv)]);
    const { table } = await readTable([written("dialect.csv", text)]);
    expect(table).toEqual(expected.table);
  });

  it.each([
    [
      "a row with a cell too few",
      `${csv}ann,2026-01-01,cat,1,0\n`,
      "expected 6 cells, as in the header, but found 5 in line 87",
    ],
    [
      "a row with a cell too many",
      `${csv}ann,2026-01-01,cat,1,0,0,0\n`,
      "expected 6 cells, as in the header, but found more in line 87",
    ],
    ["a quote that does not end", `${csv}ann,2026-01-01,"cat,1,0,0\n`, "one that does not in line 87"],
    ["text after a quoted cell", `${csv}ann,2026-01-01,"cat"s,1,0,0\n`, "in line 87"],
    [
      "another delimiter in its rows",
      csv.replace(/\n[^]*/, (lines) => lines.replaceAll(",", ";")),
      "expected 6 cells, as in the header, but found 1 in line 2",
    ],
    [
      "line ends of two kinds",
      `${csv}${csv.slice(csv.indexOf("\n") + 1).replaceAll("\n", "\r\n")}`,
      "expected lines that all end in the same way",
    ],
    [
      "an endless line",
      `${csv}${"x".repeat(3_000_000)}\n`,
      "expected lines of at most 2000000 bytes, but found a longer one in line 87",
    ],
    ["a comment above the header", `# by hand\n${csv}`, "but found the columns # by hand"],
    [
      "an encoding that is not UTF-8",
      Buffer.from(csv.replaceAll("ann", "änn"), "latin1"),
      "expected text in UTF-8, but found another encoding in line 2",
    ],
    ["UTF-16", Buffer.from(`\ufeff${csv}`, "utf16le"), "expected text in UTF-8, but found another encoding"],
    ["nothing", "", "expected a first line with the names of the columns, but found an empty file"],
    [
      "an empty first line",
      `\n${csv}`,
      "expected a first line with the names of the columns, but found an empty line",
    ],
    ["a header alone", csv.slice(0, csv.indexOf("\n")), "expected at least one row, but found none"],
    ["a header whose quote does not end", '"p_cat,p_dog\n1,0\n', "but found a quote that does not end"],
    ["a column that stands twice", "p_cat,x,p_dog,x,p_owl\n0.8,1,0.1,2,0.1\n", '"x" twice'],
    ["columns that differ in case only", "p_cat,x,p_dog,X,p_owl\n0.8,1,0.1,2,0.1\n", '"x" and "X"'],
  ])("refuses %s, and names the file", async (_name, text, found) => {
    const path = written("broken.csv", text);
    const { message, code } = await refusal(readTable([path]));
    expect(message).toContain(found);
    expect(message).toContain(`file "${path}"`);
    expect(message).not.toContain("\n");
    expect(code).toBe(3);
  });

  it("shows no data of the broken line", async () => {
    const { message } = await refusal(readTable([written("secret.csv", `${csv}my secret,1\n`)]));
    expect(message).not.toContain("secret,");
  });

  it("reads names with line ends, quotes and delimiters", async () => {
    const names = ["p_a", "p_x\ny", 'say "hi"', "a, b", ""];
    const header = 'p_a,"p_x\ny","say ""hi""","a, b",';
    const source = await open([written("names.csv", `${header}\n0.5,0.5,1,2,3\n`)]);
    expect(source.columns.map(({ name }) => name)).toEqual(names);
  });

  it("reads each file by its own header, in order, and fills in nothing but what is absent", async () => {
    const part = (from: number, to: number): typeof rows => rows.slice(from, to);
    const reordered = part(30, 60).map(({ user_id, p_cat, ...row }) => ({
      p_cat: p_cat!,
      extra: "e",
      ...row,
      user_id,
    }));
    const paths = [
      written("1.csv", csvOf(part(0, 30))),
      written("2.csv", csvOf(reordered, ";")),
      written("3.csv", csvOf(part(60, 85))),
    ];
    const whole = await readTable([written("plain.csv", csv)]);
    const parts = await readTable(paths);
    expect(parts.table).toEqual(whole.table);
    expect(parts.rowNumbers).toEqual(whole.rowNumbers);
  });

  it("refuses files that disagree about case, naming both spellings", async () => {
    const paths = [written("lower.csv", csv), written("upper.csv", csv.replace("user_id", "USER_ID"))];
    expect(await refusal(readTable(paths))).toMatchObject({
      code: 3,
      message: expect.stringContaining('"user_id" and "USER_ID"') as string,
    });
  });

  it("names the file that lacks a class", async () => {
    const lacking = without(rows.slice(0, 3), "p_owl");
    const paths = [written("whole.csv", csv), written("lacking.csv", csvOf(lacking))];
    const { message } = await refusal(readTable(paths));
    expect(message).toContain(`found nothing in row 1 of ${paths[1]!}, field "p_owl"; 3 of 88 rows fail.`);
  });
});
