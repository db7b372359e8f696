import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { riskCoverageOfRows, type RiskCoverage } from "../reject/riskCoverage.ts";

/**
 * Area under the generalised risk–coverage curve, whose height is the share of all rows that are accepted and wrong:
 * the mean, over all coverages, of the errors nobody was warned of. Rows of equal confidence are one straight piece.
 *
 * It equals (1 − AUROC) · a · (1 − a) + (1 − a)² / 2 for the accuracy a and the AUROC of confidence for correctness.
 *
 * @returns from 0 to 0.5; lower is better.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Traub et al., "Overcoming Common Flaws in the Evaluation of Selective Classification Systems", NeurIPS 2024.
 *
 * @example
 * import { augrc } from "calibrated";
 * augrc({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] }); // => 0.125
 */
export function augrc(table: PredictionColumns | PredictionTable): number {
  return augrcOf(riskCoverageOfRows(labelledRows(asTable(table))));
}

export function augrcOf({ accepted, errors, total }: RiskCoverage): number {
  const area = new CompensatedSum();
  let [fromAccepted, fromErrors] = [0, 0];
  for (let i = 0; i < accepted.length; i++) {
    area.add(((accepted[i]! - fromAccepted) / total) * ((fromErrors + errors[i]!) / 2 / total));
    fromAccepted = accepted[i]!;
    fromErrors = errors[i]!;
  }
  return area.value;
}
