import type { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import { labelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import type { IsotonicDiagnostics } from "./fitIsotonic.ts";
import { isotonicPerClass } from "./isotonicPerClass.ts";
import { isotonicRegressorPerClass } from "./isotonicRegressorPerClass.ts";
import { mixedRegressor } from "./mixedRegressor.ts";

/** What {@link fitMixedIsotonic} found out. */
export interface MixedIsotonicDiagnostics extends IsotonicDiagnostics {
  /** 1 / (n + 1), n the total weight: how much of each class's map is the uniform 1/k. */
  readonly uniformShare: number;
}

export interface MixedIsotonicFit {
  readonly calibrator: IsotonicCalibrator;
  readonly diagnostics: MixedIsotonicDiagnostics;
}

/**
 * Fits one isotonic regression per class and mixes each with the uniform, as if one row more had been seen that speaks
 * for every class alike: (n · y + 1/k) / (n + 1), n the total weight of the rows, k the number of classes.
 *
 * Plain isotonic regression says exactly 0 wherever no row of the fit had the label, and one row that does have it
 * then costs 27.6 nats. Here no probability is below 1 / (k (k n + 1)), also not that of a class without labels.
 *
 * The maps are mixed before the row is divided by its sum. The result is still the isotonic row mixed with the uniform,
 * with a share of 1 / (n + 1) where the maps of the classes sum to 1, a greater one where they sum to less, and the
 * uniform alone where every map says 0 and division would blow up mere floors. It is an ordinary
 * {@link IsotonicCalibrator}, whose file any reader of isotonic files reads.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows: weights that sum to 1 are
 *   the evidence of one row, and half of each map is the uniform then. See {@link PredictionColumns}. Use rows that the
 *   model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitMixedIsotonic } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.2, 0.8]];
 * const { calibrator, diagnostics } = fitMixedIsotonic({ probabilities, labels: [0, 0, 1, 1] });
 * diagnostics.uniformShare; // => 0.2
 * // Four rows that were all right leave room for a fifth that is not: (4 + 1/2) / 5.
 * calibrator.calibrate([0.85, 0.15]); // => [0.9, 0.1]
 *
 * Sources: Zadrozny & Elkan, KDD 2002; the mixing is that of ts-mix in the library probmetrics.
 */
export function fitMixedIsotonic(table: PredictionColumns | PredictionTable): MixedIsotonicFit {
  return fitMixedIsotonicRows(labelledRows(asTable(table)));
}

export function fitMixedIsotonicRows(rows: LabelledRows): MixedIsotonicFit {
  const uniformShare = 1 / (totalWeight(rows) + 1);
  const regressors = isotonicRegressorPerClass(rows).map((one) =>
    mixedRegressor(one, uniformShare, rows.block.classCount),
  );
  const { calibrator, diagnostics } = isotonicPerClass(rows, regressors);
  return { calibrator, diagnostics: { ...diagnostics, uniformShare } };
}
