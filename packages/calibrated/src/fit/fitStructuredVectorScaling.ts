import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { VectorScalingCalibrator } from "../calibrator/vectorScalingCalibrator.ts";
import { inContentOrder } from "../data/inContentOrder.ts";
import { labelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { calibratedNll, calibratedRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { fitMixedTemperatureRows, type MixedTemperatureDiagnostics } from "./fitMixedTemperature.ts";
import { penalisedVectorScaling, type VectorScalingCertificate } from "./penalisedVectorScaling.ts";
import { structuredRidge, type StructuredRidge } from "./structuredRidge.ts";
import { vectorScalingDesign } from "./vectorScalingDesign.ts";

/** What {@link fitStructuredVectorScaling} found out. */
export interface StructuredVectorDiagnostics extends FitDiagnostics, VectorScalingCertificate {
  /** The strengths of the ridge; there is nothing beside the diagonal. */
  readonly ridge: Omit<StructuredRidge, "offDiagonal">;
  /** Of the first step, with the NLL it reaches alone. */
  readonly temperature: MixedTemperatureDiagnostics;
}

export interface StructuredVectorFit {
  /** An {@link EnsembleTemperatureCalibrator}, then a {@link VectorScalingCalibrator}. */
  readonly calibrator: ComposedCalibrator;
  readonly diagnostics: StructuredVectorDiagnostics;
}

/**
 * Fits structured vector scaling (SVS): a temperature, mixed with the uniform as by {@link fitMixedTemperature}, and
 * after it softmax(v_j · z_j + b_j) with z the logarithms of its rows. v ≥ 0 and b are those for which
 *
 * mean NLL + l_b Σ b_j² + l_d Σ (v_j − 1)²
 *
 * is least, with l_b = l_d = K / n for K classes and a total weight of n: the publication's ridge, with all of its λ, ρ
 * and τ at 1. With few rows it is the temperature, and more the more rows there are.
 *
 * The publication lets v be negative, so that a class is the less likely the more the model says so. Here such a scale is
 * held at 0 and named in `scalesAtZero`; where there is none, the result is the publication's.
 *
 * The sum is convex; Newton's method with the exact Hessian finds its minimum to rounding. The biases sum to 0. On the
 * rows used for fitting the NLL never gets worse than that of the mixed temperature.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows as by
 *   {@link fitMixedTemperature}; see {@link PredictionColumns}. Use rows that the model was not trained on. Read only,
 *   never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitStructuredVectorScaling } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.2, 0.8]];
 * const { diagnostics } = fitStructuredVectorScaling({ probabilities, labels: [0, 0, 1, 1] });
 * diagnostics.ridge; // => { bias: 0.5, diagonal: 0.5 }
 * diagnostics.scalesAtZero; // => []
 *
 * Source: Berta, Holzmüller, Jordan & Bach, "Structured Matrix Scaling for Multi-Class Calibration", AISTATS 2026.
 * Checked against SciPy and the library probmetrics (test/golden).
 */
export function fitStructuredVectorScaling(table: PredictionColumns | PredictionTable): StructuredVectorFit {
  return fitStructuredVectorScalingRows(labelledRows(asTable(table)));
}

export function fitStructuredVectorScalingRows(given: LabelledRows): StructuredVectorFit {
  const rows = inContentOrder(given);
  const first = fitMixedTemperatureRows(rows);
  const { bias, diagonal } = structuredRidge(rows.block.classCount, totalWeight(rows));
  const design = vectorScalingDesign(calibratedRows(rows, first.calibrator), 0);
  // The ridge of penalised vector scaling has a factor of 1/2.
  const fitted = penalisedVectorScaling(design, { scale: 2 * diagonal, bias: 2 * bias });
  const calibrator = new ComposedCalibrator([
    first.calibrator,
    new VectorScalingCalibrator(fitted.scales, fitted.biases),
  ]);
  return {
    calibrator,
    diagnostics: {
      ...fitted.certificate,
      ridge: { bias, diagonal },
      temperature: first.diagnostics,
      nllBefore: first.diagnostics.nllBefore,
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: first.diagnostics.classesWithoutLabels,
    },
  };
}
