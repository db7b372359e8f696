import { checkOptions } from "../data/checkOptions.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { binForecasts } from "./binForecasts.ts";
import { assignBins, defaultBins } from "./bins.ts";
import { forecastsOf, type Forecasts } from "../data/forecasts.ts";
import type { BinnedError, BinningOptions } from "./topLabelEce.ts";

/**
 * The debiased L2 calibration error of the top label: the root of Σ share × ((accuracy − confidence)² − accuracy (1 −
 * accuracy) / (n − 1)) over the bins, n being a bin's weight. The subtracted term is what chance alone adds, so that the
 * square is unbiased; where it comes out below 0 the error is 0. Bins of less than 2 rows count 0.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Source: Kumar, Liang & Ma, "Verified Uncertainty Calibration", NeurIPS 2019.
 *
 * @example
 * import { topLabelL2Error } from "calibrated";
 * const probabilities = Array.from({ length: 10 }, () => [0.9, 0.1]);
 * // 0.3² − 0.6 · 0.4 / 9
 * topLabelL2Error({ probabilities, labels: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1] }).value ** 2; // => 0.063333333
 */
export function topLabelL2Error(
  table: PredictionColumns | PredictionTable,
  options: BinningOptions = {},
): BinnedError {
  checkOptions(options, ["bins", "binning"]);
  return topLabelL2ErrorOf(forecastsOf(labelledRows(asTable(table)), "topLabel"), options);
}

export function topLabelL2ErrorOf(
  forecasts: Forecasts,
  { bins = defaultBins, binning = "equal-width" }: BinningOptions = {},
): BinnedError {
  const found = binForecasts(forecasts, assignBins(forecasts, bins, binning), bins);
  let squares = 0;
  let total = 0;
  for (const bin of found) {
    if (bin === null) continue;
    total += bin.weight;
    if (bin.weight < 2) continue;
    const accuracy = bin.hits / bin.weight;
    squares +=
      bin.weight * ((accuracy - bin.meanScore) ** 2 - (accuracy * (1 - accuracy)) / (bin.weight - 1));
  }
  return { value: Math.sqrt(Math.max(0, squares / total)), bins, binning };
}
