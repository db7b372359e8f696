import { checkOptions } from "../data/checkOptions.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { binnedGap } from "./binnedGap.ts";
import { defaultBins } from "./bins.ts";
import { eachClass } from "../data/forecasts.ts";
import type { BinnedError, BinningOptions } from "./topLabelEce.ts";

/**
 * Class-wise expected calibration error: for each class the error of its probability against "is this class", in bins
 * of that probability; then the plain mean over the classes, those without a label among them.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Source: Kull et al., "Beyond Temperature Scaling", NeurIPS 2019.
 *
 * @example
 * import { classwiseEce } from "calibrated";
 * classwiseEce({ probabilities: [[0.8, 0.2], [0.8, 0.2]], labels: [0, 1] }).value; // => 0.3
 */
export function classwiseEce(
  table: PredictionColumns | PredictionTable,
  options: BinningOptions = {},
): BinnedError {
  checkOptions(options, ["bins", "binning"]);
  return classwiseEceOf(labelledRows(asTable(table)), options);
}

export function classwiseEceOf(
  rows: LabelledRows,
  { bins = defaultBins, binning = "equal-width" }: BinningOptions = {},
): BinnedError {
  let sum = 0;
  eachClass(rows, (forecasts) => (sum += binnedGap(forecasts, bins, binning)));
  return { value: sum / rows.block.classCount, bins, binning };
}
