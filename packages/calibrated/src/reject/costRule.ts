import { checkNumber } from "./checkNumber.ts";
import { judgedCurve, type JudgedRows } from "./judgedRows.ts";
import { observedCandidates, type ThresholdChoice } from "./rejectCandidates.ts";
import { acceptedAt } from "./riskCoverage.ts";

/** Errors and rejected rows shall cost as little as possible together. */
export interface CostGoal {
  readonly goal: "cost";
  /** What an accepted row that is wrong costs; above 0, default 1. */
  readonly wrongCost?: number | undefined;
  /** What a rejected row costs, in the same unit; from 0 to `wrongCost`. */
  readonly rejectCost: number;
}

/** Mean costs per row, on the rows tuned on, in the unit of the goal. */
export interface RejectCosts {
  /** At Chow's threshold, which the rows have not chosen. */
  readonly meanCost: number;
  readonly acceptAll: number;
  readonly rejectAll: number;
  /** The threshold that was best on these rows, in hindsight: new rows cost more. A wide gap tells of poor calibration. */
  readonly leastOnTheseRows: { readonly threshold: number; readonly meanCost: number };
}

export interface CostChoice extends ThresholdChoice {
  readonly costs: RejectCosts;
}

/**
 * Accepting a row of calibrated confidence c costs (1 − c) · wrongCost on average, so that rejecting is cheaper below
 * 1 − rejectCost / wrongCost.
 *
 * Source: Chow, "On Optimum Recognition Error and Reject Tradeoff", IEEE Transactions on Information Theory 16, 1970.
 */
export function costRule(goal: CostGoal): (rows: JudgedRows) => CostChoice {
  const wrongCost = checkNumber(
    goal.wrongCost ?? 1,
    "wrongCost",
    "a finite number above 0",
    (cost) => cost > 0 && cost < Infinity,
  );
  const rejectCost = checkNumber(
    goal.rejectCost,
    "rejectCost",
    `a number from 0 to wrongCost, which is ${wrongCost}`,
    (cost) => cost >= 0 && cost <= wrongCost,
  );
  const threshold = 1 - rejectCost / wrongCost;
  return (rows) => {
    const curve = judgedCurve(rows);
    const costAt = (at: number): number => {
      const { accepted, errors } = acceptedAt(curve, at);
      return wrongCost * (errors / curve.total) + rejectCost * ((curve.total - accepted) / curve.total);
    };
    let least = { threshold: 1, meanCost: costAt(1) };
    for (const at of curve.threshold) {
      const meanCost = costAt(at);
      if (meanCost <= least.meanCost) least = { threshold: at, meanCost };
    }
    return {
      threshold,
      curve,
      candidates: () => observedCandidates(curve, threshold),
      costs: {
        meanCost: costAt(threshold),
        acceptAll: costAt(0),
        rejectAll: rejectCost,
        leastOnTheseRows: least,
      },
    };
  };
}
