import type { LabelledRows } from "../data/labelledRows.ts";
import { rejectDecisions } from "../reject/rejectDecisions.ts";

/** What a reject threshold does to a set of rows. */
export interface DecisionScores {
  /** The one threshold, or null if users have their own. */
  readonly threshold: number | null;
  /** The weight of the rows accepted. */
  readonly accepted: number;
  /** Its share of all. */
  readonly coverage: number;
  readonly rejectRate: number;
  /** The share of the accepted that is wrong; null if nothing is accepted. */
  readonly risk: number | null;
}

/** @param thresholds - one for all rows, or one per row; a row is rejected if its confidence is below. */
export function decisionScores(
  { block, labels, weights }: LabelledRows,
  thresholds: number | Float64Array,
): DecisionScores {
  const { values, rowCount, classCount } = block;
  const matrix = { data: values, dims: [rowCount, classCount] };
  const { predicted, rejected } = rejectDecisions(matrix, thresholds);
  let total = 0;
  let accepted = 0;
  let errors = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    total += weight;
    if (rejected[row] === 1) continue;
    accepted += weight;
    if (predicted[row] !== labels[row]) errors += weight;
  }
  return {
    threshold: typeof thresholds === "number" ? thresholds : null,
    accepted,
    coverage: accepted / total,
    rejectRate: (total - accepted) / total,
    risk: accepted === 0 ? null : errors / accepted,
  };
}
