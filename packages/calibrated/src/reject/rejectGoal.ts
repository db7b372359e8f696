import { checkOptions } from "../data/checkOptions.ts";
import { checkChoice } from "../data/checkChoice.ts";
import { accuracyRule, type AccuracyGoal } from "./accuracyRule.ts";
import { budgetRule, type BudgetGoal, type RejectBudget } from "./budgetRule.ts";
import { costRule, type CostGoal, type RejectCosts } from "./costRule.ts";
import { coverageRule, type CoverageGoal } from "./coverageRule.ts";
import type { JudgedRows } from "./judgedRows.ts";
import type { ThresholdChoice } from "./rejectCandidates.ts";
import { riskRule, type RiskCertificate, type RiskGoal, type SmallestRisk } from "./riskRule.ts";

/** Whether users with many rows get a threshold of their own. */
export interface PerUserOptions {
  /** Needs user ids; default false. */
  readonly perUser?: boolean | undefined;
  /** Rows (weight) that a user must have for it; default 200. */
  readonly minRows?: number | undefined;
}

/** What a reject threshold is for, and how to choose it. Chow's threshold is the same for every user. */
export type RejectGoal = ((RiskGoal | AccuracyGoal | BudgetGoal | CoverageGoal) & PerUserOptions) | CostGoal;

/** A choice, with what only some goals find out. */
export interface GoalChoice extends ThresholdChoice {
  readonly certificate?: RiskCertificate | null;
  readonly best?: SmallestRisk | null;
  readonly costs?: RejectCosts;
  readonly budget?: RejectBudget;
}

export type ThresholdRule = (rows: JudgedRows) => GoalChoice;

const perUserOptions = ["perUser", "minRows"];
const knownOptions: Readonly<Record<RejectGoal["goal"], readonly string[]>> = {
  risk: ["goal", "maxRisk", "confidence", "thresholds", ...perUserOptions],
  accuracy: ["goal", "minRejectRate", "maxRejectRate", "thresholds", ...perUserOptions],
  cost: ["goal", "wrongCost", "rejectCost"],
  budget: ["goal", "questionsPerDay", ...perUserOptions],
  coverage: ["goal", "minCoverage", ...perUserOptions],
};

/** Checks a goal and makes the rule of it; `invalid-option` for what it does not know or cannot use. */
export function ruleOf(goal: RejectGoal): ThresholdRule {
  checkChoice("goal", goal.goal, Object.keys(knownOptions));
  checkOptions(goal, knownOptions[goal.goal]);
  if (goal.goal === "risk") return riskRule(goal);
  if (goal.goal === "accuracy") return accuracyRule(goal);
  if (goal.goal === "cost") return costRule(goal);
  return goal.goal === "budget" ? budgetRule(goal) : coverageRule(goal);
}
