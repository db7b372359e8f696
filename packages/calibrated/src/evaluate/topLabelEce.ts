import { checkOptions } from "../data/checkOptions.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { labelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { binForecasts } from "./binForecasts.ts";
import { checkBins, equalWidthBins } from "./bins.ts";
import { forecastsOf } from "./forecasts.ts";
import { defaultBins } from "./reliability.ts";

/** An expected calibration error, never without its bins: numbers of different bins cannot be compared. */
export interface TopLabelEce {
  /** From 0 to 1. */
  readonly value: number;
  readonly bins: number;
  readonly binning: "equal-width";
}

/**
 * Expected calibration error of the top label: the distance between mean confidence and accuracy in each bin of
 * the confidence, weighted by the bin's share.
 *
 * @param options.bins - how many bins (k/bins, (k+1)/bins], default 15.
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
  options: { readonly bins?: number | undefined } = {},
): TopLabelEce {
  checkOptions(options, ["bins"]);
  return topLabelEceOf(labelledRows(asTable(table)), options.bins ?? defaultBins);
}

export function topLabelEceOf(rows: LabelledRows, bins: number = defaultBins): TopLabelEce {
  checkBins(bins);
  const total = totalWeight(rows);
  const forecasts = forecastsOf(rows, "topLabel");
  let value = 0;
  for (const bin of binForecasts(forecasts, equalWidthBins(forecasts.scores, bins), bins)) {
    if (bin === null) continue;
    value += (bin.weight / total) * Math.abs(bin.hits / bin.weight - bin.meanScore);
  }
  return { value, bins, binning: "equal-width" };
}
