import { EnsembleTemperatureCalibrator } from "../calibrator/ensembleTemperatureCalibrator.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { mixtureShares } from "../numerics/mixtureShares.ts";
import { calibratedNll, type FitDiagnostics } from "./fitDiagnostics.ts";
import { fitTemperatureRows, type TemperatureDiagnostics } from "./fitTemperature.ts";

/** What {@link fitEnsembleTemperature} found out. */
export interface EnsembleTemperatureDiagnostics extends FitDiagnostics {
  /** `"converged"`: the KKT residual is at most 1e-9; `"stopped"`: rounding kept the search from that. */
  readonly status: "converged" | "stopped";
  /**
   * How far the weights are from the optimality conditions: the mean over the rows of what an opinion gives the label,
   * divided by what the mixture gives it, must be 1 where the weight is above 0, and at most 1 where it is 0.
   */
  readonly kktResidual: number;
  /** How often the rows were gone through for the weights. */
  readonly evaluations: number;
  /** The opinions that have no say. */
  readonly weightsAtZero: readonly ("scaled" | "raw" | "uniform")[];
  /** Of the temperature, fitted before the weights, with the NLL it reaches alone. */
  readonly temperature: TemperatureDiagnostics;
}

export interface EnsembleTemperatureFit {
  readonly calibrator: EnsembleTemperatureCalibrator;
  readonly diagnostics: EnsembleTemperatureDiagnostics;
}

/**
 * Fits ensemble temperature scaling: first the temperature T of {@link fitTemperature}, then the weights of the row at
 * T, the row as it is and the uniform, ≥ 0 with a sum of 1, so that the mean NLL of the given rows is least.
 *
 * Given T the NLL is convex in the weights, and its minimum is found to rounding. Where scaled and raw rows are the
 * same, as with T = 1, they share their weight equally. On the rows used for fitting the NLL is never worse than
 * that of the temperature alone, of the raw rows or of the uniform, but for k · 1e-12 nats that the floor of the NLL
 * may add. The order of the classes, and so the accuracy, stays.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`; see {@link PredictionColumns}. Use rows
 *   that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitEnsembleTemperature } from "calibrated";
 * // Right 9 times in 10 where the model is certain, 7 times where it says 0.75: four parts of it and one of the uniform.
 * const { calibrator } = fitEnsembleTemperature({
 *   probabilities: [[1, 0], [1, 0], [0.75, 0.25], [0.75, 0.25]],
 *   labels: [0, 1, 0, 1],
 *   weights: [9, 1, 7, 3],
 * });
 * calibrator.calibrate([1, 0])[0]; // => 0.9
 * calibrator.calibrate([0.75, 0.25])[0]; // => 0.7
 *
 * Source: Zhang, Kailkhura & Han, "Mix-n-Match: Ensemble and Compositional Methods for Uncertainty Calibration in Deep
 * Learning", ICML 2020, §3.2, with the NLL as loss. Checked against SciPy (test/golden).
 */
export function fitEnsembleTemperature(table: PredictionColumns | PredictionTable): EnsembleTemperatureFit {
  return fitEnsembleTemperatureRows(labelledRows(asTable(table)));
}

const opinions = ["scaled", "raw", "uniform"] as const;

export function fitEnsembleTemperatureRows(rows: LabelledRows): EnsembleTemperatureFit {
  const { calibrator: plain, diagnostics: temperature } = fitTemperatureRows(rows);
  const scaled = { ...rows.block, values: rows.block.values.slice() };
  plain.calibrateInPlace(scaled);
  const ofLabels = (values: Float64Array): Float64Array =>
    Float64Array.from(rows.labels, (label, row) => values[row * rows.block.classCount + label]!);
  const uniform = new Float64Array(rows.labels.length).fill(1 / rows.block.classCount);
  const densities = [ofLabels(scaled.values), ofLabels(rows.block.values), uniform] as const;
  const { shares: weights, ...certificate } = mixtureShares(densities, rows.weights);
  const calibrator = new EnsembleTemperatureCalibrator({ temperature: plain.temperature, weights });
  return {
    calibrator,
    diagnostics: {
      ...certificate,
      weightsAtZero: opinions.filter((_, m) => weights[m] === 0),
      temperature,
      nllBefore: temperature.nllBefore,
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: temperature.classesWithoutLabels,
    },
  };
}
