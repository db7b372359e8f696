import { describe, expect, it } from "vitest";

import { buildReport } from "../../../src/report/buildReport.ts";
import { usersTable, verdictInWords, whyInWords } from "../../../src/report/words/usersTable.ts";
import { exampleReport, exampleTable } from "../exampleReport.ts";

const report = exampleReport();

describe("usersTable", () => {
  it("lists the first users, a cell below each head", () => {
    const table = usersTable(report, 3);
    expect(table.rows).toHaveLength(3);
    for (const row of table.rows) expect(row).toHaveLength(table.head.length);
  });

  it("needs no store", () => {
    const alone = buildReport(exampleTable());
    expect(usersTable(alone, 1).head).toEqual(["user", "rows", "is right", "the model says", "finding"]);
    expect(whyInWords(alone.users!.users[0]!, alone)).toContain("There is no store");
  });
});

describe("whyInWords", () => {
  it("says who serves and why", () => {
    const [ann, bob] = ["ann", "bob"].map((id) => report.users!.users.find(({ userId }) => userId === id)!);
    expect(whyInWords(ann!, report)).toMatch(/^The user's own calibrator serves: /);
    expect(whyInWords(bob!, report)).toMatch(/^The global calibrator serves: /);
  });
});

describe("verdictInWords", () => {
  it("is short", () => {
    expect(verdictInWords({ ...report.users!.users[0]!, verdict: "too-little-data" })).toBe("too few rows");
  });
});
