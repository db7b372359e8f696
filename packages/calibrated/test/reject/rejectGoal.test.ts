import { describe, expect, it } from "vitest";

import { ruleOf, type RejectGoal } from "../../src/reject/rejectGoal.ts";
import { judged } from "./judged.ts";

const rows = judged(
  [
    [0.9, 300, 0],
    [0.5, 30, 20],
  ],
  { timestamps: new Float64Array(350) },
);

describe("ruleOf", () => {
  it.each<[RejectGoal, number]>([
    [{ goal: "risk", maxRisk: 0.05 }, 0.51],
    [{ goal: "accuracy" }, 0.55],
    [{ goal: "cost", rejectCost: 0.25 }, 0.75],
    [{ goal: "budget", questionsPerDay: 60 }, 0.9],
    [{ goal: "coverage", minCoverage: 0.5 }, 0.9],
  ])("makes the rule of %j", (goal, threshold) => {
    expect(ruleOf(goal)(rows).threshold).toBe(threshold);
  });

  it.each([
    { goal: "acuracy" },
    { goal: "toString" },
    {},
    { goal: "accuracy", maxRisk: 0.1 },
    { goal: "cost", rejectCost: 0.1, perUser: true },
    { goal: "coverage", minCoverge: 0.5 },
    { goal: "risk" },
  ])("refuses %j", (goal) => {
    expect(() => ruleOf(goal as RejectGoal)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});
