import type { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import type { FitDiagnostics } from "./fitDiagnostics.ts";
import { isotonicPerClass } from "./isotonicPerClass.ts";
import { isotonicRegressorPerClass } from "./isotonicRegressorPerClass.ts";

/** What {@link fitIsotonic} found out. */
export interface IsotonicDiagnostics extends FitDiagnostics {
  /** How many thresholds each class's regressor has. */
  readonly thresholds: readonly number[];
}

export interface IsotonicFit {
  readonly calibrator: IsotonicCalibrator;
  readonly diagnostics: IsotonicDiagnostics;
}

/**
 * Fits one isotonic regression per class: its probability against 1 where the row has that label, else 0.
 *
 * Unlike temperature it can change the accuracy, and the NLL can rise even on the rows used for fitting, because
 * the classes are fitted apart and then divided by their sum. A class that no row is labelled with becomes 0
 * (floored at 1e-12 when applied); `diagnostics.classesWithoutLabels` names it.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`; see {@link PredictionColumns}. Use rows
 *   that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitIsotonic } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.6, 0.4], [0.3, 0.7]];
 * const { calibrator } = fitIsotonic({ probabilities, labels: [0, 1, 0, 1] });
 * calibrator.calibrate([0.7, 0.3]); // => [0.5, 0.5]
 *
 * Source: Zadrozny & Elkan, KDD 2002; see {@link fitIsotonicRegressor} for the exact semantics of each regression.
 */
export function fitIsotonic(table: PredictionColumns | PredictionTable): IsotonicFit {
  return fitIsotonicRows(labelledRows(asTable(table)));
}

export function fitIsotonicRows(rows: LabelledRows): IsotonicFit {
  return isotonicPerClass(rows, isotonicRegressorPerClass(rows));
}
