import { CalibrationError } from "../errors.ts";
import { checkNumber } from "./checkNumber.ts";
import { checkThresholds } from "./checkThresholds.ts";
import { judgedCurve, type JudgedRows } from "./judgedRows.ts";
import { candidatesAt, type ThresholdChoice } from "./rejectCandidates.ts";
import { acceptedAt } from "./riskCoverage.ts";

/** The accepted rows shall be right as often as possible, with a reject rate inside a range. */
export interface AccuracyGoal {
  readonly goal: "accuracy";
  /** The range of the share of rejected rows, ends included; default 0.05 to 0.3. */
  readonly minRejectRate?: number | undefined;
  readonly maxRejectRate?: number | undefined;
  /** The thresholds looked at; default 0.10, 0.15, …, 0.95. */
  readonly thresholds?: readonly number[] | undefined;
}

const defaultGrid: readonly number[] = Array.from({ length: 18 }, (_, i) => (95 - 5 * i) / 100);

/** Of equally accurate thresholds the lowest. Source: taskclf's `tune_reject_threshold`. */
export function accuracyRule(goal: AccuracyGoal): (rows: JudgedRows) => ThresholdChoice {
  const least = checkRate(goal.minRejectRate ?? 0.05, "minRejectRate");
  const most = checkRate(goal.maxRejectRate ?? 0.3, "maxRejectRate");
  if (least > most) throw emptyRange(least, most);
  const thresholds = goal.thresholds === undefined ? defaultGrid : checkThresholds(goal.thresholds);
  return (rows) => {
    const curve = judgedCurve(rows);
    const { total } = curve;
    let best: { readonly threshold: number; readonly accuracy: number } | null = null;
    for (const threshold of thresholds.toReversed()) {
      const { accepted, errors } = acceptedAt(curve, threshold);
      const rejectRate = (total - accepted) / total;
      if (accepted === 0 || rejectRate < least || rejectRate > most) continue;
      const accuracy = (accepted - errors) / accepted;
      if (best === null || accuracy > best.accuracy) best = { threshold, accuracy };
    }
    return {
      threshold: best?.threshold ?? null,
      curve,
      candidates: () => candidatesAt(curve, thresholds),
    };
  };
}

function checkRate(rate: number, field: string): number {
  return checkNumber(rate, field, "a number from 0 to 1", (one) => one >= 0 && one <= 1);
}

function emptyRange(least: number, most: number): CalibrationError {
  return new CalibrationError("invalid-option", {
    problem: "Cannot tune the reject threshold",
    expected: "a minRejectRate that is not above maxRejectRate",
    found: `${least} and ${most}`,
    field: "minRejectRate",
  });
}
