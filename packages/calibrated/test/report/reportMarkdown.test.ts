import { describe, expect, it } from "vitest";

import { buildReport } from "../../src/report/buildReport.ts";
import { reportMarkdown } from "../../src/report/reportMarkdown.ts";
import { exampleReport, hostileReport } from "./exampleReport.ts";

describe("reportMarkdown", () => {
  it("has the answer, every part and its tables", () => {
    const text = reportMarkdown(exampleReport());
    expect(text).toMatch(/^# Are these probabilities true\?\n\n\*\*No\.\*\* The model says 70\.0%/);
    for (const part of ["Class by class", "User by user", "Over time", "All scores", "How this was made"])
      expect(text).toContain(`\n## ${part}\n`);
    expect(text).toContain("| ann | 60 |");
  });

  it("does not explain pictures that it does not have", () => {
    expect(reportMarkdown(exampleReport())).not.toMatch(/dashed line|grey band|bars below|pale part/);
  });

  it("lets no name be markup, nor break a table", () => {
    const text = reportMarkdown(hostileReport());
    const outsideCode = text.replace(/(`+)[^`].*?\1/g, "");
    expect(outsideCode).not.toMatch(/(?<!\\)<(?:script|img)/);
    const widths = new Map<string, number>();
    for (const table of text.split("\n\n").filter((part) => part.startsWith("| "))) {
      const counts = table.split("\n").map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(counts).size).toBe(1);
      widths.set(table, counts[0]!);
    }
    expect(widths.size).toBeGreaterThan(5);
  });

  it("says so where there are no users and no times", () => {
    const text = reportMarkdown(buildReport({ probabilities: [[0.7, 0.3]], labels: [0] }));
    expect(text).toContain("The rows have no user ids.");
    expect(text).toContain("The rows have no times.");
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
