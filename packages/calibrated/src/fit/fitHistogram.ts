import { HistogramCalibrator } from "../calibrator/histogramCalibrator.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { forecastsOf } from "../data/forecasts.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { defaultBins, type Binning } from "../evaluate/bins.ts";
import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll, labelsWithoutRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { histogramOf } from "./histogramOf.ts";

export interface HistogramOptions {
  /** At most how many bins a class has, default 15. */
  readonly bins?: number | undefined;
  /**
   * `"equal-mass"` (default): about the same weight in each bin, equal probabilities never parted, so that there are
   * fewer bins where ties are many; `"equal-width"`: (i/bins, (i + 1)/bins], 0 in the first.
   */
  readonly binning?: Binning | undefined;
  /** m: how many rows that speak for every class alike each bin gets, ≥ 0, default 1. */
  readonly pseudoRows?: number | undefined;
}

/** What {@link fitHistogram} found out. */
export interface HistogramDiagnostics extends FitDiagnostics {
  /** How many bins each class has; 0 for the complement. */
  readonly bins: readonly number[];
  /** How many of them no row fell into, so that they say their middle. */
  readonly emptyBins: readonly number[];
}

export interface HistogramFit {
  readonly calibrator: HistogramCalibrator;
  readonly diagnostics: HistogramDiagnostics;
}

/**
 * Fits histogram binning: a probability becomes the share of the rows in its bin that came true. Of two classes one
 * histogram, of the second, and with more one per class against the rest, after which the row is divided by its sum.
 *
 * Each bin is taken to have had m rows more that speak for every class alike: (n · y + m/k) / (n + m), with n the weight
 * of its rows, y the share of them with the label and k the number of classes. With m = 0 this is the published
 * estimate, whose exact zeros cost 27.6 nats for each new row that does have the label. A bin of equal
 * width without rows says its middle, which leaves p about as it is.
 *
 * The result is not monotone: a bin may say less than the one below it.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows. See
 *   {@link PredictionColumns}. Use rows that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, `invalid-option`, and those of
 *   {@link PredictionTable}.
 *
 * @example
 * import { fitHistogram } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.2, 0.8], [0.1, 0.9]];
 * const table = { probabilities, labels: [0, 0, 0, 1] };
 * // Two bins of two rows: (0 + 1/2) / 3 below, (1 + 1/2) / 3 above.
 * fitHistogram(table, { bins: 2 }).calibrator.calibrate([0.7, 0.3]); // => [0.83333333333333, 0.16666666666667]
 * fitHistogram(table, { bins: 2, pseudoRows: 0 }).calibrator.calibrate([0.7, 0.3]); // => [1, 0]
 *
 * Sources: Zadrozny & Elkan, "Obtaining calibrated probability estimates from decision trees and naive Bayesian
 * classifiers", ICML 2001; Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, §4.
 * Checked against netcal and NumPy (test/golden).
 */
export function fitHistogram(
  table: PredictionColumns | PredictionTable,
  options: HistogramOptions = {},
): HistogramFit {
  checkOptions(options, ["bins", "binning", "pseudoRows"]);
  return fitHistogramRows(labelledRows(asTable(table)), options);
}

export function fitHistogramRows(rows: LabelledRows, options: HistogramOptions = {}): HistogramFit {
  const { bins = defaultBins, binning = "equal-mass", pseudoRows = 1 } = options;
  const { classCount } = rows.block;
  const shape = { bins, binning, pseudoRows: checkPseudoRows(pseudoRows), pseudoShare: 1 / classCount };
  const fits = Array.from({ length: classCount }, (_, j) =>
    classCount === 2 && j === 0 ? null : histogramOf(forecastsOf(rows, j), shape),
  );
  const calibrator = new HistogramCalibrator(fits.map((fit) => fit && fit.map));
  return {
    calibrator,
    diagnostics: {
      bins: fits.map((fit) => fit?.map.values.length ?? 0),
      emptyBins: fits.map((fit) => fit?.emptyBins ?? 0),
      nllBefore: nllOf(rows),
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: labelsWithoutRows(rows),
    },
  };
}

function checkPseudoRows(pseudoRows: number): number {
  if (typeof pseudoRows === "number" && pseudoRows >= 0 && pseudoRows < Infinity) return pseudoRows;
  throw new CalibrationError("invalid-option", {
    problem: "Invalid number of pseudo-rows",
    expected: "a finite number that is not negative",
    found: String(pseudoRows),
    field: "pseudoRows",
  });
}
