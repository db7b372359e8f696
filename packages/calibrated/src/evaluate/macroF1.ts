import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { rowScoresOf, type RowScores } from "./rowScores.ts";

/**
 * The mean over the classes of F1 = 2 TP / (2 TP + FP + FN), the top class being the prediction. Classes that are
 * neither a label nor a prediction of any row have no F1 and are left out.
 *
 * @returns from 0 to 1.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { macroF1 } from "calibrated";
 * macroF1({ probabilities: [[0.8, 0.2], [0.6, 0.4], [0.3, 0.7]], labels: [0, 1, 1] }); // => 0.666666667
 */
export function macroF1(table: PredictionColumns | PredictionTable): number {
  const checked = asTable(table);
  return macroF1Of(rowScoresOf(labelledRows(checked)), checked.classCount);
}

export function macroF1Of({ predicted, labels, weights }: RowScores, classCount: number): number {
  const counts = new Float64Array(3 * classCount);
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    const top = predicted[row]!;
    const label = labels[row]!;
    if (top === label) counts[3 * top]! += weight;
    counts[3 * top + 1]! += weight;
    counts[3 * label + 2]! += weight;
  }
  return macroF1OfCounts(counts);
}

/** @param counts - for each class the weight that was rightly predicted, predicted, and labelled as it. */
export function macroF1OfCounts(counts: Float64Array): number {
  let sum = 0;
  let classes = 0;
  for (let at = 0; at < counts.length; at += 3) {
    const both = counts[at + 1]! + counts[at + 2]!;
    if (both === 0) continue;
    sum += (2 * counts[at]!) / both;
    classes++;
  }
  return sum / classes;
}
