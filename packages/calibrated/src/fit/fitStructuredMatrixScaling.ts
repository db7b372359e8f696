import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { MatrixScalingCalibrator } from "../calibrator/matrixScalingCalibrator.ts";
import { inContentOrder } from "../data/inContentOrder.ts";
import { labelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { calibratedNll, calibratedRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { fitMixedTemperatureRows, type MixedTemperatureDiagnostics } from "./fitMixedTemperature.ts";
import { penalisedMatrixScaling } from "./penalisedMatrixScaling.ts";
import { structuredRidge, type StructuredRidge } from "./structuredRidge.ts";

/** What {@link fitStructuredMatrixScaling} found out. */
export interface StructuredMatrixDiagnostics extends FitDiagnostics {
  /** `"converged"`: no entry of the gradient is above 1e-9; `"stopped"`: rounding ended the search before that. */
  readonly status: "converged" | "stopped";
  /** The largest entry of the gradient of `objective`, in nats. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** The mean NLL with its ridge, which is as small as it can be, in nats. */
  readonly objective: number;
  readonly ridge: StructuredRidge;
  /** Of the first step, with the NLL it reaches alone. */
  readonly temperature: MixedTemperatureDiagnostics;
}

export interface StructuredMatrixFit {
  /** An {@link EnsembleTemperatureCalibrator}, then a {@link MatrixScalingCalibrator}. */
  readonly calibrator: ComposedCalibrator;
  readonly diagnostics: StructuredMatrixDiagnostics;
}

/**
 * Fits structured matrix scaling (SMS): a temperature, mixed with the uniform as by {@link fitMixedTemperature}, and
 * after it softmax(W z + b) with z the logarithms of its rows. W and b are those for which
 *
 * mean NLL + l_b Σ b_j² + l_d Σ (W_jj − 1)² + l_o Σ_{j ≠ l} W_jl²
 *
 * is least, with l_b = l_d = K / n and l_o = K (K − 1) / n for K classes and a total weight of n: the publication's ridge,
 * with all of its λ, ρ and τ at 1. With few rows it is the temperature, and more the more rows there are.
 *
 * The sum is convex. L-BFGS steps find its minimum down to a gradient of 1e-9, or `status` says that they stopped. The biases sum to 0. On the rows used for fitting the
 * NLL never gets worse than that of the mixed temperature.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows as by
 *   {@link fitMixedTemperature}; see {@link PredictionColumns}. Use rows that the model was not trained on. Read only,
 *   never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitStructuredMatrixScaling } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.2, 0.8]];
 * const { calibrator, diagnostics } = fitStructuredMatrixScaling({ probabilities, labels: [0, 0, 1, 1] });
 * diagnostics.ridge; // => { bias: 0.5, diagonal: 0.5, offDiagonal: 0.5 }
 * diagnostics.status; // => "converged"
 * calibrator.steps.length; // => 2
 *
 * Source: Berta, Holzmüller, Jordan & Bach, "Structured Matrix Scaling for Multi-Class Calibration", AISTATS 2026.
 * Checked against SciPy and the library probmetrics (test/golden).
 */
export function fitStructuredMatrixScaling(table: PredictionColumns | PredictionTable): StructuredMatrixFit {
  return fitStructuredMatrixScalingRows(labelledRows(asTable(table)));
}

export function fitStructuredMatrixScalingRows(given: LabelledRows): StructuredMatrixFit {
  const rows = inContentOrder(given);
  const first = fitMixedTemperatureRows(rows);
  const ridge = structuredRidge(rows.block.classCount, totalWeight(rows));
  const scaled = penalisedMatrixScaling(calibratedRows(rows, first.calibrator), ridge);
  const { weights, biases, ...certificate } = scaled;
  const calibrator = new ComposedCalibrator([first.calibrator, new MatrixScalingCalibrator(weights, biases)]);
  return {
    calibrator,
    diagnostics: {
      ...certificate,
      ridge,
      temperature: first.diagnostics,
      nllBefore: first.diagnostics.nllBefore,
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: first.diagnostics.classesWithoutLabels,
    },
  };
}
