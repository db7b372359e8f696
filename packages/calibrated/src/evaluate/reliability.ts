import { checkOptions } from "../data/checkOptions.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { topClass } from "../probabilities/topClass.ts";
import { checkBins, equalWidthBin } from "./bins.ts";

/** One bin of a reliability diagram of the top label: confidences in (`lower`, `upper`]. */
export interface ReliabilityBin {
  readonly lower: number;
  readonly upper: number;
  /** How many rows fell in, and the sum of their weights. */
  readonly rows: number;
  readonly weight: number;
  /** Weighted mean confidence, and weighted share of rows that were right; null if the bin is empty. */
  readonly meanConfidence: number | null;
  readonly accuracy: number | null;
}

/**
 * The data of a reliability diagram: rows in equal-width bins (k/bins, (k+1)/bins] of their confidence.
 *
 * @param options.bins - how many bins, default 15.
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Source: DeGroot & Fienberg, "The Comparison and Evaluation of Forecasters", The Statistician 32, 1983.
 *
 * @example
 * import { reliability } from "calibrated";
 * const bins = reliability({ probabilities: [[0.8, 0.2], [0.9, 0.1]], labels: [0, 1] }, { bins: 2 });
 * bins[1]!.accuracy; // => 0.5
 * bins[1]!.meanConfidence; // => 0.85
 */
export function reliability(
  table: PredictionColumns | PredictionTable,
  options: { readonly bins?: number | undefined } = {},
): ReliabilityBin[] {
  checkOptions(options, ["bins"]);
  return reliabilityOf(labelledRows(asTable(table)), options.bins ?? defaultBins);
}

export const defaultBins = 15;

export function reliabilityOf(rows: LabelledRows, bins: number): ReliabilityBin[] {
  checkBins(bins);
  const { block, labels, weights } = rows;
  const sums = Array.from({ length: bins }, () => ({
    rows: 0,
    weight: new CompensatedSum(),
    confidence: new CompensatedSum(),
    right: new CompensatedSum(),
  }));
  for (let row = 0; row < block.rowCount; row++) {
    const top = topClass(block, row);
    const confidence = block.values[row * block.classCount + top]!;
    const weight = weights === null ? 1 : weights[row]!;
    const bin = sums[equalWidthBin(confidence, bins)]!;
    bin.rows++;
    bin.weight.add(weight);
    bin.confidence.add(weight * confidence);
    if (top === labels[row]) bin.right.add(weight);
  }
  return sums.map((bin, k) => ({
    lower: k / bins,
    upper: (k + 1) / bins,
    rows: bin.rows,
    weight: bin.weight.value,
    meanConfidence: bin.rows === 0 ? null : bin.confidence.value / bin.weight.value,
    accuracy: bin.rows === 0 ? null : bin.right.value / bin.weight.value,
  }));
}
