import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { entriesOf, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, fitStore, labelledRows, without, writeFiles, type Row } from "./tables.ts";

// What is wrong with single cells is tested in table/; here, that the commands refuse it as a whole.

const folder = temporaryFolder();
const rows = labelledRows();
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
});

const withRow = (at: number, change: Row): Row[] =>
  rows.map((row, i) => (i === at ? { ...row, ...change } : row));
const withColumn = (name: string, value: number): Row[] => rows.map((row) => ({ ...row, [name]: value }));

interface Case {
  readonly given: string;
  readonly command: "fit" | "apply" | "evaluate";
  readonly table: readonly Row[];
  readonly flags?: readonly string[];
  readonly code: number;
  /** What the message holds, in this order. */
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  {
    given: "a class column missing on apply",
    command: "apply",
    table: without(rows, "p_owl"),
    code: 3,
    says: ['expected the classes of the store: "cat", "dog", "owl", but found no column for "owl".'],
  },
  {
    given: "a class column too many on apply",
    command: "apply",
    table: withColumn("p_emu", 0),
    code: 3,
    says: ['found columns for "emu", which it does not know. If a column is no probability', "--prob-prefix"],
  },
  {
    given: "another class column on evaluate with a store",
    command: "evaluate",
    table: without(rows, "p_owl").map((row) => ({ ...row, p_emu: 0.1 })),
    flags: ["--store", join(folder, "store")],
    code: 3,
    says: ['found no column for "owl", and columns for "emu", which it does not know'],
  },
  {
    given: "no class column at all",
    command: "fit",
    table: rows.map(({ user_id, label }) => ({ user_id, label })),
    code: 3,
    says: [
      'expected columns "p_<class>"',
      "found the columns user_id, label",
      "--prob-prefix",
      "--logit-prefix",
    ],
  },
  {
    given: "a label that is no class on fit",
    command: "fit",
    table: withRow(6, { label: "emu" }),
    code: 3,
    says: [
      'one of the classes "cat", "dog", "owl", but found "emu" in row 7 of ',
      "bad.csv",
      '--where "label IN',
    ],
  },
  {
    given: "a label that is no class on evaluate",
    command: "evaluate",
    table: withRow(6, { label: "emu" }),
    code: 3,
    says: ['but found "emu" in row 7 of '],
  },
  {
    given: "an empty label",
    command: "fit",
    table: withRow(6, { label: null }),
    code: 3,
    says: ["but found nothing in row 7 of ", "--where \"label <> ''\""],
  },
  {
    given: "no label column",
    command: "fit",
    table: without(rows, "label").map((row) => ({ ...row, lable: "cat" })),
    code: 3,
    says: ['expected a column "label"', 'Name it with --label. Did you mean "lable"?'],
  },
  {
    given: "a row that sums to 0.93",
    command: "apply",
    table: withRow(0, { p_cat: 0.73 }),
    code: 3,
    says: ["found a sum of 0.93 in row 1 of ", "bad.csv", "--row-sums normalize"],
  },
  {
    given: "several rows that sum to 0.9",
    command: "fit",
    table: rows.map((row, i) => (i % 10 === 4 ? { ...row, p_cat: 0.5, p_dog: 0.2, p_owl: 0.2 } : row)),
    code: 3,
    says: ["found a sum of 0.9 in row 5 of ", "; 9 of 85 rows fail"],
  },
  {
    given: "a NaN",
    command: "apply",
    table: withRow(3, { p_dog: "NaN" }),
    code: 3,
    says: ['found "NaN" in row 4 of ', 'field "p_dog"'],
  },
  {
    given: "a negative probability",
    command: "evaluate",
    table: withRow(3, { p_dog: -0.1 }),
    code: 3,
    says: ['found "-0.1" in row 4 of ', 'field "p_dog"', "--logit-prefix"],
  },
  {
    given: "no rows after --where",
    command: "fit",
    table: rows,
    flags: ["--where", "user_id = 'nobody'"],
    code: 3,
    says: ["expected at least one row, but found none, after --where if it was given"],
  },
  {
    given: "a column that apply would add",
    command: "apply",
    table: withColumn("Predicted", 1),
    code: 3,
    says: ['expected a table without a column "predicted"', "perhaps because it is calibrated already"],
  },
  {
    given: "a misspelt column of --label",
    command: "fit",
    table: rows,
    flags: ["--label", "lable"],
    code: 2,
    says: [
      'There is no column "lable". Did you mean "label"? The columns are: user_id, timestamp, label, p_cat, ',
    ],
  },
  {
    given: "a misspelt column of --user",
    command: "apply",
    table: rows,
    flags: ["--user", "userid"],
    code: 2,
    says: ['There is no column "userid". Did you mean "user_id"?'],
  },
  {
    given: "a misspelt column in --where",
    command: "evaluate",
    table: rows,
    flags: ["--where", "user = 'ann'"],
    code: 2,
    says: ['There is no column "user", named in --where.', "The columns are: user_id, timestamp, "],
  },
  {
    given: "a prefix that no column has",
    command: "apply",
    table: rows,
    flags: ["--prob-prefix", "prob_"],
    code: 2,
    says: ['No column starts with that prefix: expected columns "prob_<class>"'],
  },
  {
    given: "both prefixes",
    command: "apply",
    table: rows,
    flags: ["--prob-prefix", "p_", "--logit-prefix", "z_"],
    code: 2,
    says: ["Expected --prob-prefix or --logit-prefix, but found both."],
  },
  {
    given: "control characters in a name, which never reach the terminal",
    command: "evaluate",
    table: [{ "\u001b[31mred": 1, p_cat: 1 }],
    code: 3,
    says: ["found the columns \\u001b[31mred, p_cat"],
  },
];

describe.concurrent("bad input", () => {
  it.each(cases)("refuses $given", async ({ command, table, flags = [], code, says }) => {
    const own = mkdtempSync(join(folder, "bad-"));
    const { "bad.csv": path } = writeFiles(own, { "bad.csv": csvOf(table) });
    const out = {
      fit: ["--out", join(own, "none")],
      apply: ["--store", store, "--out", join(own, "none.csv")],
      evaluate: [],
    };
    const outcome = await runCalibrated([command, path, ...out[command], ...flags]);
    let from = 0;
    for (const part of says) {
      from = outcome.stderr.indexOf(part, from);
      expect(from, `"${part}" in ${outcome.stderr}`).not.toBe(-1);
    }
    // One sentence, no stack, nothing printed and nothing written.
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr.trimEnd()).not.toContain("\n");
    expect(entriesOf(own)).toEqual(["bad.csv"]);
  });

  it("takes class columns in any order, and users that the store does not know", async () => {
    const own = mkdtempSync(join(folder, "good-"));
    const reordered = rows.map(({ p_cat, ...row }) => ({ ...row, p_cat: p_cat!, user_id: "stranger" }));
    const { "good.csv": path } = writeFiles(own, { "good.csv": csvOf(reordered) });
    const { code, stdout, stderr } = await runCalibrated([
      "apply",
      path,
      "--store",
      store,
      "--out",
      join(own, "out.csv"),
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("85 rows of 1 user by the global one.");
  });
});

describe.concurrent("a misspelt", () => {
  it.each([
    ["command", ["fitt", "t.csv"], "did you mean `fit`"],
    ["flag", ["fit", "t.csv", "--outt", "s"], "did you mean --out"],
    ["long flag", ["apply", "t.csv", "--rowsums", "strict"], "did you mean --row-sums"],
    ["method", ["fit", "t.csv", "--out", "s", "--method", "temprature"], 'did you mean "temperature"'],
    ["choice", ["evaluate", "t.csv", "--row-sums", "normalise"], 'did you mean "normalize"'],
    ["format", ["apply", "t.csv", "--store", "s", "--out", "o", "--format", "cvs"], 'did you mean "csv"'],
  ])("%s is a wrong usage that names the nearest word", async (_name, args, message) => {
    const { code, stdout, stderr } = await runCalibrated(args, { cwd: folder });
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

describe.concurrent("a number", () => {
  it.each(["abc", "-1", "NaN", "", "1.5"])("%j is no threshold", async (text) => {
    const { code, stderr } = await runCalibrated([
      "apply",
      "t.csv",
      "--store",
      "s",
      "--out",
      "o",
      "--threshold",
      text,
    ]);
    expect(stderr).toContain(`Failed to parse "${text}" for threshold: expected a number from 0 to 1`);
    expect(code).toBe(2);
  });

  it.each(["many", "-5", ""])("%j is no number of windows", async (text) => {
    const { code, stderr } = await runCalibrated(["fit", "t.csv", "--out", "s", "--min-windows", text]);
    expect(stderr).toContain("expected a number that is not negative");
    expect(code).toBe(2);
  });
});

describe.concurrent("a file", () => {
  it.each([
    ["a table that is not there", ["evaluate", "no.csv"], 4, 'but found none, file "no.csv"'],
    ["a glob that matches nothing", ["evaluate", "no*.csv"], 4, 'but found none, file "no*.csv"'],
    ["a glob that is none", ["evaluate", "**/**/no.csv"], 2, 'Cannot look for "**/**/no.csv": '],
    ["a glob of another place", ["evaluate", "https://nowhere.invalid/*.csv"], 2, "Cannot look for"],
    ["a store that is not there", ["inspect", "nowhere"], 4, 'file "nowhere'],
    [
      "a folder for a table",
      ["evaluate", "store"],
      4,
      `found a folder, file "store". Name its files, such as "${join("store", "*.parquet")}".`,
    ],
    [
      "a folder to write to",
      ["apply", "labelled.csv", "--store", "store", "--out", "store"],
      2,
      "Cannot tell the format",
    ],
    [
      "a folder that is called as a table",
      ["apply", "labelled.csv", "--store", "store", "--out", "folder.csv"],
      4,
      "found a folder",
    ],
    [
      "an unknown extension",
      ["evaluate", "table.txt"],
      2,
      "expected .csv, .tsv, .jsonl or .parquet, or --input-format",
    ],
    ["two formats", ["evaluate", "labelled.csv", "two.jsonl"], 2, 'found "labelled.csv" and "two.jsonl"'],
    [
      "Parquet in gzip",
      ["apply", "labelled.csv", "--store", "store", "--out", "o.parquet.gz"],
      2,
      "Parquet is compressed inside",
    ],
    [
      "Parquet in a pipe",
      ["apply", "labelled.csv", "--store", "store", "--out", "-", "--format", "parquet"],
      2,
      "name a file with --out",
    ],
    [
      "standard input and a file",
      ["evaluate", "-", "labelled.csv"],
      2,
      "Standard input cannot be read together with files",
    ],
  ])("refuses %s", async (_name, args, code, message) => {
    const outcome = await runCalibrated(args, { cwd: files });
    expect(outcome.stderr).toContain(message);
    expect(outcome).toMatchObject({ code, stdout: "" });
  });

  const files = temporaryFolder();
  beforeAll(async () => {
    await fitStore(files);
    writeFiles(files, { "table.txt": "", "two.jsonl": "" });
    mkdirSync(join(files, "folder.csv"));
  });

  it("of standard input has a place only where there are temporary files", async () => {
    const env = { ...process.env, TMPDIR: join(files, "nowhere") };
    const outcome = await runCalibrated(["evaluate", "-"], {
      cwd: files,
      env,
      input: "p_a,p_b,label\n1,0,a\n",
    });
    expect(outcome.stderr).toContain("Cannot make a folder for temporary files");
    expect(outcome).toMatchObject({ code: 4, stdout: "" });
  });

  it("with a column without a name cannot become JSON lines", async () => {
    const { "index.csv": path } = writeFiles(files, { "index.csv": csvOf([{ "": 0, ...rows[0]! }]) });
    const { code, stderr } = await runCalibrated([
      "apply",
      path,
      "--store",
      store,
      "--out",
      join(files, "none.jsonl"),
    ]);
    expect(stderr).toContain("expected a name for each column, but found none for column 1");
    expect(code).toBe(3);
  });
});
