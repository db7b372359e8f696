import { describe, expect, it } from "vitest";

import { buildReport } from "../../src/report/buildReport.ts";
import { sectionsOf } from "../../src/report/sections.ts";
import { exampleReport, exampleTable, reportOfManyClasses } from "./exampleReport.ts";

const idsOf = (...args: Parameters<typeof sectionsOf>) => sectionsOf(...args).map(({ id }) => id);

describe("sectionsOf", () => {
  it("goes from the diagram to how it was made", () => {
    expect(idsOf(exampleReport())).toEqual([
      "reliability",
      "classes",
      "confidence",
      "accepting",
      "users",
      "calibrator",
      "drift",
      "scores",
      "made",
    ]);
  });

  it("has nothing to say of a calibrator without a store", () => {
    expect(idsOf(buildReport(exampleTable()))).not.toContain("calibrator");
  });

  it("tells of an early end of the scale where it draws one", () => {
    const told = (report: Parameters<typeof sectionsOf>[0]) =>
      sectionsOf(report)
        .filter(({ readings }) => JSON.stringify(readings).includes("The scale ends at"))
        .map(({ id }) => id);
    expect(told(reportOfManyClasses())).toEqual(["reliability", "classes"]);
    expect(told(exampleReport())).toEqual([]);
  });

  it("gives every picture its data as a table, by itself or with the others of its part", () => {
    for (const { figures, tables } of sectionsOf(exampleReport())) {
      for (const figure of figures) {
        expect([...figure.tables, ...tables].length).toBeGreaterThan(0);
        expect(figure.draw({})).toMatch(/^<svg class="chart"/);
      }
    }
  });
});
