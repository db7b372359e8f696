import { describe, expect, it } from "vitest";

import type { TuneRejectFlags } from "../src/commands/tuneRejectCommand.ts";
import { goalOf } from "../src/run/rejectGoal.ts";

/** The flags of a command line without any but these. */
function flagsOf(given: Partial<TuneRejectFlags>): TuneRejectFlags {
  return { goal: "accuracy", perUser: false, ...given } as TuneRejectFlags;
}

describe("goalOf", () => {
  it.each<[Partial<TuneRejectFlags>, object]>([
    [{}, { goal: "accuracy", minRejectRate: 0.05, maxRejectRate: 0.3, perUser: false }],
    [
      { goal: "risk", maxRisk: 0.1, confidence: 0.9 },
      { goal: "risk", maxRisk: 0.1, confidence: 0.9 },
    ],
    [
      { goal: "cost", rejectCost: 0.2 },
      { goal: "cost", wrongCost: 1, rejectCost: 0.2 },
    ],
    [
      { goal: "budget", questionsPerDay: 7, time: "at" },
      { goal: "budget", questionsPerDay: 7 },
    ],
    [
      { goal: "coverage", minCoverage: 1, perUser: true, minRows: 9 },
      { perUser: true, minRows: 9 },
    ],
  ])("makes the goal of %j", (given, goal) => {
    expect(goalOf(flagsOf(given))).toMatchObject(goal);
  });

  it.each<[Partial<TuneRejectFlags>, string]>([
    [{ maxRisk: 0.1 }, "--max-risk belongs to --goal risk, but the goal is accuracy."],
    [{ goal: "risk", maxRisk: 0.1, minRejectRate: 0 }, "--min-reject-rate belongs to --goal accuracy"],
    [{ goal: "risk" }, "--goal risk needs --max-risk."],
    [{ goal: "cost" }, "--goal cost needs --reject-cost."],
    [{ goal: "cost", rejectCost: 2 }, "from 0 to --wrong-cost, which is 1, but found 2"],
    [{ goal: "cost", rejectCost: 0, wrongCost: 0 }, "Expected --wrong-cost above 0"],
    [{ goal: "cost", rejectCost: 0.1, perUser: true }, "--per-user does not belong to --goal cost"],
    [{ goal: "budget" }, "--goal budget needs --questions-per-day."],
    [{ goal: "coverage" }, "--goal coverage needs --min-coverage."],
    [{ goal: "coverage", minCoverage: 0 }, "Expected --min-coverage above 0"],
    [{ minRejectRate: 0.5 }, "Expected --min-reject-rate not above --max-reject-rate"],
    [{ minRows: 10 }, "--min-rows says how many rows a user needs with --per-user"],
    [{ time: "timestamp" }, "--time belongs to --goal budget"],
  ])("refuses %j", (given, says) => {
    expect(() => goalOf(flagsOf(given))).toThrow(expect.objectContaining({ name: "UsageError" }));
    expect(() => goalOf(flagsOf(given))).toThrow(says);
  });
});
