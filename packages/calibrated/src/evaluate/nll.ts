import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { floorLog } from "../numerics/floorLog.ts";
import { weightedMean } from "./weightedMean.ts";

/**
 * The weighted mean of −ln(max(p, 1e-12)), p being the probability given to the label.
 *
 * @returns in nats, ≥ 0.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { nll } from "calibrated";
 * nll({ probabilities: [[0.5, 0.5]], labels: [0] }); // => 0.69314718056
 */
export function nll(table: PredictionColumns | PredictionTable): number {
  return nllOf(labelledRows(asTable(table)));
}

export function nllOf(rows: LabelledRows): number {
  return weightedMean(rows, (row) => nllOfRow(rows, row));
}

export function nllOfRow({ block, labels }: LabelledRows, row: number): number {
  return -floorLog(block.values[row * block.classCount + labels[row]!]!);
}
