import { WinnerKeepingIsotonicCalibrator } from "../calibrator/winnerKeepingIsotonicCalibrator.ts";
import { labelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { nllOf } from "../evaluate/nll.ts";
import { centredIsotonicRegressor } from "./centredIsotonicRegressor.ts";
import { calibratedNll, labelsWithoutRows } from "./fitDiagnostics.ts";
import type { MixedIsotonicDiagnostics } from "./fitMixedIsotonic.ts";
import { mixedRegressor } from "./mixedRegressor.ts";

export interface WinnerKeepingIsotonicFit {
  readonly calibrator: WinnerKeepingIsotonicCalibrator;
  /** `thresholds` has one number: there is one map. */
  readonly diagnostics: MixedIsotonicDiagnostics;
}

/**
 * Fits one isotonic map for all classes, which keeps the order of the classes in every row and so the accuracy.
 *
 * All n · k pairs of a class's probability with 1 where the row has that label, else 0, are pooled into one centred
 * isotonic regression (as in {@link fitCentredIsotonic}), which is mixed with the uniform (as in
 * {@link fitMixedIsotonic}): no probability is below 1 / (k (k n + 1)). One map for k classes needs fewer rows than k
 * maps, but cannot tell apart classes that are miscalibrated in different ways; a class no row is labelled with is
 * mapped like the others.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows; see
 *   {@link PredictionColumns}. Use rows that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitWinnerKeepingIsotonic } from "calibrated";
 * // Always says 0.7 and is right 2 times in 3; a fourth row that speaks for both makes it (2 + 1/2) / 4.
 * const probabilities = [[0.7, 0.3], [0.7, 0.3], [0.7, 0.3]];
 * const { calibrator } = fitWinnerKeepingIsotonic({ probabilities, labels: [0, 0, 1] });
 * calibrator.calibrate([0.7, 0.3]); // => [0.625, 0.375]
 *
 * Source: Zhang, Kailkhura & Han, "Mix-n-Match: Ensemble and Compositional Methods for Uncertainty Calibration in Deep
 * Learning", ICML 2020 ("IRM").
 */
export function fitWinnerKeepingIsotonic(
  table: PredictionColumns | PredictionTable,
): WinnerKeepingIsotonicFit {
  return fitWinnerKeepingIsotonicRows(labelledRows(asTable(table)));
}

export function fitWinnerKeepingIsotonicRows(rows: LabelledRows): WinnerKeepingIsotonicFit {
  const { block, labels, weights } = rows;
  const { values, classCount } = block;
  const uniformShare = 1 / (totalWeight(rows) + 1);
  const rowOf = (pair: number): number => Math.floor(pair / classCount);
  const y = values.map((_, pair) => (labels[rowOf(pair)] === pair % classCount ? 1 : 0));
  const pairWeights = weights && values.map((_, pair) => weights[rowOf(pair)]!);
  const regressor = centredIsotonicRegressor(values, y, pairWeights);
  const calibrator = new WinnerKeepingIsotonicCalibrator(mixedRegressor(regressor, uniformShare, classCount));
  return {
    calibrator,
    diagnostics: {
      uniformShare,
      thresholds: [regressor.xThresholds.length],
      nllBefore: nllOf(rows),
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: labelsWithoutRows(rows),
    },
  };
}
