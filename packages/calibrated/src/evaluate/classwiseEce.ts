import { checkOptions } from "../data/checkOptions.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { binnedGap } from "./binnedGap.ts";
import { checkBins, defaultBins, equalWidthBinOf } from "./bins.ts";
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
  if (binning === "equal-width") return { value: equalWidthError(rows, bins), bins, binning };
  let sum = 0;
  eachClass(rows, (forecasts) => (sum += binnedGap(forecasts, bins, binning)));
  return { value: sum / rows.block.classCount, bins, binning };
}

/** The same as the mean of {@link binnedGap} over the classes, in one pass through the rows. */
function equalWidthError({ block, labels, weights }: LabelledRows, bins: number): number {
  checkBins(bins);
  const { values, rowCount, classCount } = block;
  const binOf = equalWidthBinOf(bins);
  const gaps = new Float64Array(classCount * bins);
  const lost = new Float64Array(classCount * bins);
  let total = 0;
  for (let row = 0, at = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    const label = labels[row]!;
    for (let j = 0; j < classCount; j++, at++) {
      const p = values[at]!;
      const bin = j * bins + binOf(p);
      const term = weight * ((j === label ? 1 : 0) - p);
      const before = gaps[bin]!;
      const sum = before + term;
      lost[bin]! += Math.abs(before) >= Math.abs(term) ? before - sum + term : term - sum + before;
      gaps[bin] = sum;
    }
    total += weight;
  }
  const size = gaps.reduce((sum, gap, bin) => sum + Math.abs(gap + lost[bin]!), 0);
  return size / total / classCount;
}
