import { VectorScalingCalibrator, checkUniformShare } from "../calibrator/vectorScalingCalibrator.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { inContentOrder } from "../data/inContentOrder.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll, labelsWithoutRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { penalisedVectorScaling, type VectorScalingCertificate } from "./penalisedVectorScaling.ts";
import { vectorScalingDesign } from "./vectorScalingDesign.ts";

/** What {@link fitVectorScaling} found out. */
export interface VectorScalingDiagnostics extends FitDiagnostics, VectorScalingCertificate {
  /**
   * Whether the NLL keeps falling as some parameters grow, so that only the ridge ends it: a class that no row is
   * labelled with, or labels that the probabilities tell apart without error.
   */
  readonly isSeparable: boolean;
}

export interface VectorScalingFit {
  readonly calibrator: VectorScalingCalibrator;
  readonly diagnostics: VectorScalingDiagnostics;
}

/**
 * Fits a scale v ≥ 0 and a bias b for each class, softmax(v_j · z_j + b_j) with z = ln(max(p, 1e-12)), so that the
 * mean NLL of the given rows is as small as it can be.
 *
 * The NLL is convex in (v, b); Newton's method with the exact Hessian finds its minimum to rounding. A ridge of
 * 5e-11 · (Σ (v_j − 1)² + Σ b_j²) is added, too small to be seen where the rows decide. Where they do not, it takes the
 * solution next to the identity; where the NLL would fall for ever (`isSeparable`), it ends at a chance of about 1e-9
 * for what never happened. The biases sum to 0.
 *
 * It has 2 k parameters: with less than some hundred rows, prefer temperature. On the rows used for fitting the NLL
 * never gets worse than without calibration, as long as there is no uniform share.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`; see {@link PredictionColumns}. Use rows
 *   that the model was not trained on. Read only, never kept.
 * @param options.uniformShare - e, from 0 to 1, default 0: p is (1 − e) p + e / k before the logarithm. Above 0 for
 *   models that give exact zeros, such as forests, which would count as 1e-12.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, `invalid-calibrator` for another uniform share,
 *   `invalid-option` for an unknown option, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitVectorScaling } from "calibrated";
 * // Always the same row: nothing but the classes' shares can be learned, and the biases give them.
 * const probabilities = Array.from({ length: 4 }, () => [0.5, 0.5]);
 * const fit = fitVectorScaling({ probabilities, labels: [0, 0, 0, 1] });
 * fit.calibrator.calibrate([0.5, 0.5]); // => [0.75, 0.25]
 *
 * Source: Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, §4.2. Checked against
 * SciPy (test/golden).
 */
export function fitVectorScaling(
  table: PredictionColumns | PredictionTable,
  options: { readonly uniformShare?: number | undefined } = {},
): VectorScalingFit {
  checkOptions(options, ["uniformShare"]);
  return fitVectorScalingRows(labelledRows(asTable(table)), options.uniformShare);
}

/** So little that it only decides what the rows leave open. */
const ridge = { scale: 1e-10, bias: 1e-10 };

export function fitVectorScalingRows(given: LabelledRows, uniformShare = 0): VectorScalingFit {
  const rows = inContentOrder(given);
  const design = vectorScalingDesign(rows, checkUniformShare(uniformShare));
  const { scales, biases, certificate, isSeparable } = penalisedVectorScaling(design, ridge);
  const calibrator = new VectorScalingCalibrator(scales, biases, { uniformShare });
  return {
    calibrator,
    diagnostics: {
      ...certificate,
      isSeparable: isSeparable(),
      nllBefore: nllOf(rows),
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: labelsWithoutRows(rows),
    },
  };
}
