import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { blockSize } from "../numerics/batchKernels.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { floorLog, floorLogsInPlace } from "../numerics/floorLog.ts";

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

export function nllOf({ block, labels, weights }: LabelledRows): number {
  const { values, rowCount, classCount } = block;
  const logs = new Float64Array(Math.min(blockSize, rowCount));
  const sum = new CompensatedSum();
  const mass = new CompensatedSum();
  for (let first = 0; first < rowCount; first += blockSize) {
    const count = Math.min(blockSize, rowCount - first);
    for (let i = 0; i < count; i++) logs[i] = values[(first + i) * classCount + labels[first + i]!]!;
    floorLogsInPlace(logs, 0, count);
    for (let i = 0; i < count; i++) {
      const weight = weights === null ? 1 : weights[first + i]!;
      sum.add(weight * -logs[i]!);
      mass.add(weight);
    }
  }
  return sum.value / mass.value;
}

export function nllOfRow({ block, labels }: LabelledRows, row: number): number {
  return -floorLog(block.values[row * block.classCount + labels[row]!]!);
}
