import type { RejectGoal } from "calibrated";

import type { TuneRejectFlags } from "../commands/tuneRejectCommand.ts";
import { UsageError } from "../usageError.ts";

/** The goal that the flags describe; flags of other goals are refused, since they would do nothing. */
export function goalOf(flags: TuneRejectFlags): RejectGoal {
  const { goal, minRows } = flags;
  checkBelongs(flags);
  if (minRows !== undefined && !flags.perUser) {
    throw new UsageError(
      "--min-rows says how many rows a user needs with --per-user; add that or leave it out.",
    );
  }
  const perUser = { perUser: flags.perUser, minRows };
  const required = (name: FlagName): number => {
    const value = flags[name];
    if (value !== undefined) return value;
    throw new UsageError(`--goal ${goal} needs ${flagOf(name)}.`);
  };
  if (goal === "risk") {
    return { goal, maxRisk: required("maxRisk"), confidence: flags.confidence, ...perUser };
  }
  if (goal === "accuracy") {
    const { minRejectRate = 0.05, maxRejectRate = 0.3 } = flags;
    if (minRejectRate <= maxRejectRate) return { goal, minRejectRate, maxRejectRate, ...perUser };
    throw new UsageError(
      `Expected --min-reject-rate not above --max-reject-rate, but found ${minRejectRate} and ${maxRejectRate}.`,
    );
  }
  if (goal === "cost") {
    const { wrongCost = 1 } = flags;
    const rejectCost = required("rejectCost");
    if (wrongCost === 0) throw new UsageError("Expected --wrong-cost above 0, but found 0.");
    if (rejectCost <= wrongCost) return { goal, wrongCost, rejectCost };
    throw new UsageError(
      `Expected --reject-cost from 0 to --wrong-cost, which is ${wrongCost}, but found ${rejectCost}.`,
    );
  }
  if (goal === "budget") return { goal, questionsPerDay: required("questionsPerDay"), ...perUser };
  const minCoverage = required("minCoverage");
  if (minCoverage > 0) return { goal, minCoverage, ...perUser };
  throw new UsageError("Expected --min-coverage above 0, but found 0.");
}

const goalsOfFlags = {
  maxRisk: "risk",
  confidence: "risk",
  minRejectRate: "accuracy",
  maxRejectRate: "accuracy",
  wrongCost: "cost",
  rejectCost: "cost",
  questionsPerDay: "budget",
  minCoverage: "coverage",
} as const satisfies Record<string, RejectGoal["goal"]>;
type FlagName = keyof typeof goalsOfFlags;

function checkBelongs(flags: TuneRejectFlags): void {
  const { goal } = flags;
  for (const name of Object.keys(goalsOfFlags) as FlagName[]) {
    if (flags[name] === undefined || goalsOfFlags[name] === goal) continue;
    throw new UsageError(`${flagOf(name)} belongs to --goal ${goalsOfFlags[name]}, but the goal is ${goal}.`);
  }
  if (flags.time !== undefined && goal !== "budget") {
    throw new UsageError(`--time belongs to --goal budget, but the goal is ${goal}.`);
  }
  if (flags.perUser && goal === "cost") {
    throw new UsageError(
      "--per-user does not belong to --goal cost: what a row costs is the same for every user.",
    );
  }
}

/** "maxRisk" → "--max-risk". */
function flagOf(name: FlagName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
