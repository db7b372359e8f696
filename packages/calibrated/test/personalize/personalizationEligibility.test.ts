import { describe, expect, it } from "vitest";

import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { checkPersonalizationEligible } from "../../src/personalize/personalizationEligibility.ts";

/** `windows` rows of ann over `days` days with `labels` different labels. */
function tableOf({ windows = 200, days = 3, labels = 3 }): PredictionColumns {
  const rows = Array.from({ length: windows }, (_, row) => row);
  return {
    probabilities: rows.map(() => [0.4, 0.3, 0.3]),
    labels: rows.map((row) => row % labels),
    userIds: rows.map(() => "ann"),
    timestamps: rows.map((row) => Date.UTC(2026, 0, 1 + (row % days), 23, 59)),
  };
}

describe("checkPersonalizationEligible", () => {
  it("wants 200 windows, 3 days and 3 labels", () => {
    expect(checkPersonalizationEligible(tableOf({}), "ann")).toEqual({
      userId: "ann",
      labeledWindows: 200,
      labeledDays: 3,
      distinctLabels: 3,
      isEligible: true,
    });
    for (const less of [{ windows: 199 }, { days: 2 }, { labels: 2 }]) {
      expect(checkPersonalizationEligible(tableOf(less), "ann").isEligible).toBe(false);
    }
  });

  it("counts UTC days: a minute before midnight and a minute after are two", () => {
    const table = {
      probabilities: [[1], [1]],
      labels: [0, 0],
      userIds: ["ann", "ann"],
      timestamps: ["2026-01-01T23:59:00Z", "2026-01-02T01:01:00+01:00"],
    };
    expect(checkPersonalizationEligible(table, "ann").labeledDays).toBe(2);
  });

  it("has zeros for a user without rows", () => {
    const report = { labeledWindows: 0, labeledDays: 0, distinctLabels: 0, isEligible: false };
    for (const userId of ["bob", "__proto__", ""]) {
      expect(checkPersonalizationEligible(tableOf({}), userId)).toEqual({ userId, ...report });
      expect(
        checkPersonalizationEligible(tableOf({}), userId, { minWindows: 0, minDays: 0, minLabels: 0 }),
      ).toEqual({ userId, ...report });
    }
  });

  it("cannot count days without times: null, and not eligible unless minDays is 0", () => {
    const table = { ...tableOf({}), timestamps: null };
    expect(checkPersonalizationEligible(table, "ann")).toMatchObject({
      labeledDays: null,
      isEligible: false,
    });
    expect(checkPersonalizationEligible(table, "ann", { minDays: 0 })).toMatchObject({
      labeledDays: null,
      isEligible: true,
    });
  });

  it("counts a row of weight 2 twice and one of weight 0 not at all", () => {
    const weights = Array.from({ length: 100 }, () => 2);
    expect(
      checkPersonalizationEligible({ ...tableOf({ windows: 100 }), weights }, "ann").labeledWindows,
    ).toBe(200);
    const some = { ...tableOf({ windows: 3 }), weights: [1, 0, 0] };
    expect(checkPersonalizationEligible(some, "ann")).toMatchObject({
      labeledWindows: 1,
      labeledDays: 1,
      distinctLabels: 1,
    });
  });

  it.each([{ minWindows: -1 }, { minDays: NaN }, { minLabels: "3" as never }])("refuses %j", (thresholds) => {
    expect(() => checkPersonalizationEligible(tableOf({}), "ann", thresholds)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("needs user ids and labels", () => {
    for (const missing of [{ userIds: null }, { labels: null }]) {
      expect(() => checkPersonalizationEligible({ ...tableOf({}), ...missing }, "ann")).toThrow(
        expect.objectContaining({ code: "missing-column" }),
      );
    }
  });
});
