import { VennAbersCalibrator } from "../calibrator/vennAbersCalibrator.ts";
import type { VennAbersPredictor } from "../calibrator/vennAbersPredictor.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { nllOf } from "../evaluate/nll.ts";
import { sumByGroup, tieGroups } from "../numerics/tieGroups.ts";
import { calibratedNll, labelsWithoutRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { vennAbersTables } from "./vennAbersTables.ts";

/** What {@link fitVennAbers} found out. */
export interface VennAbersDiagnostics extends FitDiagnostics {
  /** At how many scores each class's predictor steps; 0 for the complement. */
  readonly thresholds: readonly number[];
}

export interface VennAbersFit {
  readonly calibrator: VennAbersCalibrator;
  readonly diagnostics: VennAbersDiagnostics;
}

/**
 * Fits an inductive Venn–Abers predictor per class, one-vs-rest: p0 and p1 of a probability are the values there of two
 * isotonic fits, to the rows and one row more of that probability, without the label in one and with it in the other.
 *
 * `calibrate` merges the two to p1 / (1 − p0 + p1) and divides the row by its sum; `interval` gives them. No p is 0 or 1,
 * and a class no row is labelled with gets about 1 / (n + 2). Of two classes the second has the predictor and the first is
 * its complement; exchanging the classes exchanges the results, unless rows differ in one class and tie in the other,
 * as 1e-20 and 1e-18 do beside 1. Only scores at which p0 or p1 step are kept, which loses nothing.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows, and beside which the added
 *   row has weight 1: doubling all weights narrows the intervals. See {@link PredictionColumns}. Use rows that the model
 *   was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitVennAbers } from "calibrated";
 * const probabilities = [[0.8, 0.2], [0.7, 0.3], [0.4, 0.6], [0.1, 0.9]];
 * const { calibrator } = fitVennAbers({ probabilities, labels: [0, 1, 0, 1] });
 * // 0.7 lies above three of the four rows: labels 0 1 0 and a 0 give p0 = 1/3, a 1 and the last 1 give p1 = 1.
 * const { lower, upper } = calibrator.interval([0.3, 0.7]);
 * lower; // => [0, 0.33333333333333]
 * upper; // => [0.66666666666667, 1]
 * calibrator.calibrate([0.3, 0.7]); // => [0.4, 0.6]
 *
 * Sources: Vovk, Petej & Fedorova, "Large-scale probabilistic predictors with and without guarantees of validity", NIPS
 * 2015. Checked against the definition, two isotonic fits for each probability.
 */
export function fitVennAbers(table: PredictionColumns | PredictionTable): VennAbersFit {
  return fitVennAbersRows(labelledRows(asTable(table)));
}

export function fitVennAbersRows(rows: LabelledRows): VennAbersFit {
  const { classCount } = rows.block;
  const predictors = Array.from({ length: classCount }, (_, j) =>
    classCount === 2 && j === 0 ? null : predictorOf(rows, j),
  );
  const calibrator = new VennAbersCalibrator(predictors);
  return {
    calibrator,
    diagnostics: {
      thresholds: predictors.map((predictor) => predictor?.scores.length ?? 0),
      nllBefore: nllOf(rows),
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: labelsWithoutRows(rows),
    },
  };
}

function predictorOf({ block, labels, weights }: LabelledRows, j: number): VennAbersPredictor {
  // Where a row was divided by its sum, rounding may have taken a probability above 1.
  const scores = Float64Array.from(labels, (_label, row) =>
    Math.min(1, block.values[row * block.classCount + j]!),
  );
  const groups = tieGroups(scores);
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const masses = sumByGroup(groups, weightOf);
  const sums = sumByGroup(groups, (row) => (labels[row] === j ? weightOf(row) : 0));
  const { lower, upper } = vennAbersTables(sums, masses);
  const steps = Array.from(groups.keys.keys()).filter(
    (i) => lower[i] !== lower[i + 1] || upper[i] !== upper[i + 1],
  );
  return {
    scores: Float64Array.from(steps, (i) => groups.keys[i]!),
    lower: Float64Array.from([0, ...steps.map((i) => i + 1)], (i) => lower[i]!),
    upper: Float64Array.from([0, ...steps.map((i) => i + 1)], (i) => upper[i]!),
  };
}
