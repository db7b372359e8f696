import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { riskCoverageOfRows, type RiskCoverage } from "../reject/riskCoverage.ts";

/**
 * Area under the risk–coverage curve: the mean, over the rows in order of falling confidence, of the error rate among
 * the rows accepted so far. Rows of equal confidence are accepted together.
 *
 * @returns from 0 to 1; lower is better.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Geifman, Uziel & El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019.
 *
 * @example
 * import { aurc } from "calibrated";
 * aurc({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] }); // => 0.25
 */
export function aurc(table: PredictionColumns | PredictionTable): number {
  return aurcOf(riskCoverageOfRows(labelledRows(asTable(table))));
}

/** The risk of each step of the curve, weighted by the coverage that it adds. */
export function aurcOf({ accepted, errors, total }: RiskCoverage): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < accepted.length; i++) {
    const added = accepted[i]! - (i === 0 ? 0 : accepted[i - 1]!);
    sum.add((added / total) * (errors[i]! / accepted[i]!));
  }
  return sum.value;
}
