import { describe, expect, it } from "vitest";

import { costRule } from "../../src/reject/costRule.ts";
import { judged } from "./judged.ts";

describe("costRule", () => {
  // Of 100 rows 50 are accepted at 0.7 or above, 5 of them wrong: 10 · 5/100 + 3 · 50/100.
  it("has Chow's threshold, 1 − rejectCost / wrongCost, and what it costs on the rows", () => {
    const rows = judged([
      [0.9, 45, 5],
      [0.6, 30, 20],
    ]);
    const { threshold, costs } = costRule({ goal: "cost", wrongCost: 10, rejectCost: 3 })(rows);
    expect(threshold).toBe(0.7);
    expect(costs).toEqual({
      meanCost: 2,
      acceptAll: 2.5,
      rejectAll: 3,
      leastOnTheseRows: { threshold: 0.9, meanCost: 2 },
    });
  });

  // Where each confidence is the share of right rows, no other threshold costs less.
  it.each([0, 0.05, 0.15, 0.35, 0.45, 1])(
    "cannot be beaten on calibrated rows: rejectCost %s",
    (rejectCost) => {
      const rows = judged([
        [0.9, 90, 10],
        [0.8, 80, 20],
        [0.6, 60, 40],
      ]);
      const { costs } = costRule({ goal: "cost", rejectCost })(rows);
      expect(costs.meanCost).toBeCloseTo(costs.leastOnTheseRows.meanCost, 14);
    },
  );

  it("shows what a better threshold would have cost where probabilities are not calibrated", () => {
    const rows = judged([
      [0.9, 40, 60],
      [0.8, 50, 50],
    ]);
    const { threshold, costs } = costRule({ goal: "cost", rejectCost: 0.3 })(rows);
    expect(threshold).toBe(0.7);
    expect(costs.meanCost).toBeCloseTo(0.55, 14);
    expect(costs.leastOnTheseRows).toEqual({ threshold: 1, meanCost: 0.3 });
  });

  it("counts weights", () => {
    const rows = judged([[0.9, 1, 1]], { weights: Float64Array.of(3, 1) });
    expect(costRule({ goal: "cost", rejectCost: 0.5 })(rows).costs.acceptAll).toBe(0.25);
  });

  it.each([{ rejectCost: -1 }, { rejectCost: 2 }, { rejectCost: 0.1, wrongCost: 0 }, { rejectCost: NaN }])(
    "refuses %j",
    (costs) => {
      expect(() => costRule({ goal: "cost", ...costs })).toThrow(
        expect.objectContaining({ code: "invalid-option" }),
      );
    },
  );

  it("says how far up a reject may cost", () => {
    expect(() => costRule({ goal: "cost", wrongCost: 4, rejectCost: 5 })).toThrow(
      /expected a number from 0 to wrongCost, which is 4, but found 5/,
    );
  });
});
