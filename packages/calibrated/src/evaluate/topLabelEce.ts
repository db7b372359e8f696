import { checkOptions } from "../data/checkOptions.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { binnedGap } from "./binnedGap.ts";
import { defaultBins, type Binning } from "./bins.ts";
import { forecastsOf, type Forecasts } from "../data/forecasts.ts";

/** An expected calibration error, never without its bins: numbers of different bins cannot be compared. */
export interface BinnedError {
  /** From 0 to 1. */
  readonly value: number;
  /** How many bins were asked for; some may be empty. */
  readonly bins: number;
  readonly binning: Binning;
}

/** How the bins of a calibration error are made. */
export interface BinningOptions {
  /** How many bins, default 15. */
  readonly bins?: number | undefined;
  /** `"equal-width"` (default): bins (k/bins, (k+1)/bins]; `"equal-mass"`: as many rows in each as ties allow. */
  readonly binning?: Binning | undefined;
}

/**
 * Expected calibration error of the top label: the distance between mean confidence and accuracy in each bin of
 * the confidence, weighted by the bin's share. It is biased upwards: perfect probabilities have one above 0.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Source: Guo et al., ICML 2017, §2.
 *
 * @example
 * import { topLabelEce } from "calibrated";
 * topLabelEce({ probabilities: [[0.8, 0.2], [0.8, 0.2]], labels: [0, 1] }).value; // => 0.3
 */
export function topLabelEce(
  table: PredictionColumns | PredictionTable,
  options: BinningOptions = {},
): BinnedError {
  checkOptions(options, ["bins", "binning"]);
  return topLabelEceOf(forecastsOf(labelledRows(asTable(table)), "topLabel"), options);
}

/** @param order - the rows by ascending confidence, if they are sorted already. */
export function topLabelEceOf(
  forecasts: Forecasts,
  { bins = defaultBins, binning = "equal-width" }: BinningOptions = {},
  order?: Uint32Array,
): BinnedError {
  return { value: binnedGap(forecasts, bins, binning, order), bins, binning };
}
