import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { weightedMean } from "./weightedMean.ts";

/**
 * The Brier score: the squared distance of a row to the one-hot label, summed over the classes, averaged over rows.
 *
 * @returns from 0 to 2 (for two classes, twice the form that looks at one class only).
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78, 1950.
 *
 * @example
 * import { brierScore } from "calibrated";
 * brierScore({ probabilities: [[0.8, 0.2]], labels: [0] }); // => 0.08
 */
export function brierScore(table: PredictionColumns | PredictionTable): number {
  return brierScoreOf(labelledRows(asTable(table)));
}

export function brierScoreOf(rows: LabelledRows): number {
  return weightedMean(rows, (row) => squaredDistance(rows, row));
}

/** Of a row to its one-hot label, summed over the classes. */
export function squaredDistance({ block, labels }: LabelledRows, row: number): number {
  const { values, classCount } = block;
  const label = labels[row]!;
  let squares = 0;
  for (let j = 0, at = row * classCount; j < classCount; j++, at++) {
    const distance = values[at]! - (j === label ? 1 : 0);
    squares += distance * distance;
  }
  return squares;
}
