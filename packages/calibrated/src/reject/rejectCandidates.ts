import { acceptedAt, type RiskCoverage } from "./riskCoverage.ts";

/** One threshold that could be chosen, on the rows tuned on. */
export interface RejectCandidate {
  readonly threshold: number;
  /** Accepted share of the weight. */
  readonly coverage: number;
  /** Weighted share of the accepted rows that are wrong; null if none is accepted. */
  readonly risk: number | null;
  /**
   * For the goal "risk", unless nothing is accepted: the exact upper bound of the risk at the asked confidence, if this
   * had been the only threshold looked at.
   */
  readonly riskUpperBound: number | null;
}

/** What a goal makes of some rows. */
export interface ThresholdChoice {
  /** Null if no candidate meets the goal. */
  readonly threshold: number | null;
  readonly curve: RiskCoverage;
  /** The candidates, thresholds descending. */
  readonly candidates: () => RejectCandidate[];
}

/** @param boundOf - the upper bound of the risk of some accepted rows. */
export function candidatesAt(
  curve: RiskCoverage,
  thresholds: readonly number[],
  boundOf: ((accepted: number, errors: number) => number) | null = null,
): RejectCandidate[] {
  return thresholds.map((threshold) => {
    const { accepted, errors } = acceptedAt(curve, threshold);
    const isEmpty = accepted === 0;
    return {
      threshold,
      coverage: accepted / curve.total,
      risk: isEmpty ? null : errors / accepted,
      riskUpperBound: isEmpty || boundOf === null ? null : boundOf(accepted, errors),
    };
  });
}

/** The observed confidences nearest above each whole percent of coverage, and the chosen threshold. */
export function observedCandidates(curve: RiskCoverage, chosen: number): RejectCandidate[] {
  const thresholds = new Set([chosen]);
  let percent = 1;
  for (const [i, threshold] of curve.threshold.entries()) {
    const reached = (100 * curve.accepted[i]!) / curve.total;
    if (reached < percent) continue;
    thresholds.add(threshold);
    percent = Math.floor(reached) + 1;
  }
  return candidatesAt(
    curve,
    [...thresholds].sort((a, b) => b - a),
  );
}
