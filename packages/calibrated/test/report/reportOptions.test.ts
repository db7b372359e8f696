import { describe, expect, it } from "vitest";

import { checkReportOptions, type BuildReportOptions } from "../../src/report/reportOptions.ts";

describe("checkReportOptions", () => {
  it("fills in the defaults", () => {
    expect(checkReportOptions({})).toMatchObject({
      threshold: null,
      maxRisk: null,
      level: 0.9,
      seed: 1,
      resample: "auto",
    });
  });

  it.each([
    ["threshold", { threshold: 2 }],
    ["threshold", { threshold: 0.5, maxRisk: 0.1 }],
    ["classDiagrams", { classDiagrams: -1 }],
    ["level", { level: 1 }],
    ["titel", { titel: "x" }],
  ])("refuses %s in %o", (field, options: object) => {
    expect(() => checkReportOptions(options as BuildReportOptions)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(() => checkReportOptions(options as BuildReportOptions)).toThrow(field);
  });
});
