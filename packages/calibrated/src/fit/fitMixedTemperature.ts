import { EnsembleTemperatureCalibrator } from "../calibrator/ensembleTemperatureCalibrator.ts";
import { labelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { calibratedNll } from "./fitDiagnostics.ts";
import { fitTemperatureRows, type TemperatureDiagnostics } from "./fitTemperature.ts";

/** What {@link fitMixedTemperature} found out. */
export interface MixedTemperatureDiagnostics extends TemperatureDiagnostics {
  /** 1 / (n + 1), n the total weight: how much of each row is the uniform 1/k. */
  readonly uniformShare: number;
}

export interface MixedTemperatureFit {
  readonly calibrator: EnsembleTemperatureCalibrator;
  readonly diagnostics: MixedTemperatureDiagnostics;
}

/**
 * Fits the temperature that {@link fitTemperature} fits, and mixes its rows with the uniform as if one row more had been
 * seen that speaks for every class alike: (n · q + 1/k) / (n + 1), q the row at temperature T, n the total weight of the
 * rows, k the number of classes.
 *
 * So no probability is below 1 / (k (n + 1)): where few rows that were all right call for the smallest temperature, one
 * that is wrong later does not cost the 27.6 nats of an impossibility. The price on the rows of the fit is at most
 * ln(1 + 1/n) nats a row.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows: weights that sum to 1 are
 *   the evidence of one row, and half of each row is the uniform then. (Weights beyond 1e100 or all below 1e-100 are
 *   first divided by a power of two.) See {@link PredictionColumns}. Use rows that the model was not trained on. Read
 *   only, never kept.
 * @returns the calibrator, with weights of n / (n + 1), 0 and 1 / (n + 1); the diagnostics of the temperature, with
 *   `nllAfter` that of the mixture.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitMixedTemperature } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.2, 0.8]];
 * const { calibrator, diagnostics } = fitMixedTemperature({ probabilities, labels: [0, 0, 1, 1] });
 * diagnostics.uniformShare; // => 0.2
 * // Four rows that were all right leave room for a fifth that is not: (4 + 1/2) / 5.
 * calibrator.calibrate([0.85, 0.15]); // => [0.9, 0.1]
 *
 * Sources: Guo, Pleiss, Sun & Weinberger, ICML 2017, §4.2; the mixing is that of ts-mix in the library probmetrics, with
 * which test/golden compares it.
 */
export function fitMixedTemperature(table: PredictionColumns | PredictionTable): MixedTemperatureFit {
  return fitMixedTemperatureRows(labelledRows(asTable(table)));
}

export function fitMixedTemperatureRows(rows: LabelledRows): MixedTemperatureFit {
  const { calibrator: plain, diagnostics } = fitTemperatureRows(rows);
  const n = totalWeight(rows);
  const uniformShare = 1 / (n + 1);
  const calibrator = new EnsembleTemperatureCalibrator({
    temperature: plain.temperature,
    weights: [n / (n + 1), 0, uniformShare],
  });
  return {
    calibrator,
    diagnostics: { ...diagnostics, uniformShare, nllAfter: calibratedNll(rows, calibrator) },
  };
}
