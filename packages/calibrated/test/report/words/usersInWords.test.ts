import { describe, expect, it } from "vitest";

import { buildReport } from "../../../src/report/buildReport.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { phraseText } from "../../../src/report/words/phrase.ts";
import { funnelInWords } from "../../../src/report/words/usersInWords.ts";
import { exampleReport, exampleTable } from "../exampleReport.ts";

const textOf = (report: Parameters<typeof funnelInWords>[0]) =>
  funnelInWords(report)
    .map((phrase) => phraseText(phrase, localNumbers("en")))
    .join("\n");

describe("funnelInWords", () => {
  it("goes from users with rows to those with their own calibrator", () => {
    const report = exampleReport();
    expect(textOf(report)).toContain("4 users have rows here; 1 is served by their own.");
    const users = { ...report.users!, funnel: { labelled: 9, eligible: 5, adopted: 2 } };
    expect(textOf({ ...report, users })).toContain(
      "9 users have rows here; 5 had enough to be asked for a calibrator of their own; 2 are served by their own.",
    );
  });

  it("names those whom calibration makes worse, some of many", () => {
    const report = exampleReport();
    const harmed = ["a", "b", "c", "d", "e", "f"];
    expect(textOf({ ...report, users: { ...report.users!, harmed } })).toContain(
      "worse for a, b, c, d, e and 1 more.",
    );
  });

  it("says how much pooled users differ", () => {
    const report = exampleReport();
    const of = (slope: number) =>
      textOf({ ...report, users: { ...report.users!, spread: { slope, bias: 0 } } });
    expect(of(0)).toContain("Users were not found to differ");
    expect(of(0.25)).toContain("differs between them by 0.25");
  });

  it("says so where there are no users, and leaves calibration out without a store", () => {
    expect(textOf(buildReport({ probabilities: [[0.7, 0.3]], labels: [0] }))).toBe(
      "The rows have no user ids.",
    );
    expect(textOf(buildReport(exampleTable()))).not.toContain("calibrat");
  });
});
