import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { logOnePlus } from "../numerics/naturalLog.ts";
import { riskCoverageOfRows, type RiskCoverage } from "../reject/riskCoverage.ts";
import { aurcOf } from "./aurc.ts";

/**
 * What {@link aurc} loses against the best possible order of the same answers, all right ones before all wrong ones:
 * AURC − [ε + (1 − ε) ln(1 − ε)] for the error rate ε. It judges the confidence apart from the accuracy.
 *
 * @returns ≥ 0 (but for rounding); lower is better. The best order of n rows has a little more than 0, since its curve
 *   has steps: 0 is for n → ∞.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Geifman, Uziel & El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019.
 *
 * @example
 * import { excessAurc } from "calibrated";
 * excessAurc({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [1, 0] }); // => 0.596573590
 */
export function excessAurc(table: PredictionColumns | PredictionTable): number {
  return excessAurcOf(riskCoverageOfRows(labelledRows(asTable(table))));
}

export function excessAurcOf(curve: RiskCoverage): number {
  return aurcOf(curve) - leastAurc(curve.errors.at(-1)! / curve.total);
}

/**
 * The area under the curve of a perfect order: no risk up to the coverage 1 − ε, then 1 − (1 − ε) / coverage.
 *
 * @param errorRate - ε, which the rounding of weights' sums may have taken above 1.
 */
export function leastAurc(errorRate: number): number {
  return errorRate >= 1 ? 1 : errorRate + (1 - errorRate) * logOnePlus(-errorRate);
}
