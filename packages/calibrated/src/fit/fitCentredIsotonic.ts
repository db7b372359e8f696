import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { centredIsotonicRegressor } from "./centredIsotonicRegressor.ts";
import type { IsotonicFit } from "./fitIsotonic.ts";
import { isotonicPerClass } from "./isotonicPerClass.ts";
import { regressorPerClass } from "./regressorPerClass.ts";

/**
 * Fits one centred isotonic regression per class, one-vs-rest: like {@link fitIsotonic}, but each flat block becomes
 * one point at the weighted mean of its probabilities, with straight lines between the points.
 *
 * Probabilities that {@link fitIsotonic} would make equal so stay apart, and with them the ranking of rows by a class.
 * Flat are only what lies before the first and after the last point, and blocks whose labels all agree: at exactly 0
 * or 1 a block keeps both its ends, as in the paper. A class that no row is labelled with becomes 0 (floored at 1e-12
 * when applied); `diagnostics.classesWithoutLabels` names it. The result is an ordinary {@link IsotonicCalibrator}.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`; see {@link PredictionColumns}. Use rows
 *   that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitCentredIsotonic } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.6, 0.4], [0.3, 0.7]];
 * const { calibrator } = fitCentredIsotonic({ probabilities, labels: [0, 1, 0, 1] });
 * // The middle rows pool to 0.5, which now stands at their mean, 0.7 and 0.3; the isotonic fit is flat from 0.6 to 0.8.
 * calibrator.calibrate([0.7, 0.3]); // => [0.5, 0.5]
 * calibrator.calibrate([0.8, 0.2]); // => [0.75, 0.25]
 *
 * Source: Oron & Flournoy, "Centered Isotonic Regression: Point and Interval Estimation for Dose-Response Studies",
 * Statistics in Biopharmaceutical Research 9, 2017.
 */
export function fitCentredIsotonic(table: PredictionColumns | PredictionTable): IsotonicFit {
  return fitCentredIsotonicRows(labelledRows(asTable(table)));
}

export function fitCentredIsotonicRows(rows: LabelledRows): IsotonicFit {
  return isotonicPerClass(rows, regressorPerClass(rows, centredIsotonicRegressor));
}
