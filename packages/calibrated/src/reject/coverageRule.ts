import { checkNumber } from "./checkNumber.ts";
import { judgedCurve, type JudgedRows } from "./judgedRows.ts";
import { observedCandidates, type ThresholdChoice } from "./rejectCandidates.ts";

/** At least this share of the rows tuned on shall be accepted: the highest threshold that does. */
export interface CoverageGoal {
  readonly goal: "coverage";
  /** Above 0, at most 1. */
  readonly minCoverage: number;
}

/** Of the observed confidences: between two of them nothing changes. */
export function coverageRule(goal: CoverageGoal): (rows: JudgedRows) => ThresholdChoice {
  const minCoverage = checkNumber(
    goal.minCoverage,
    "minCoverage",
    "a number above 0 and at most 1",
    (share) => share > 0 && share <= 1,
  );
  return (rows) => {
    const curve = judgedCurve(rows);
    const at = curve.accepted.findIndex((accepted) => accepted / curve.total >= minCoverage);
    const threshold = curve.threshold[at]!;
    return { threshold, curve, candidates: () => observedCandidates(curve, threshold) };
  };
}
