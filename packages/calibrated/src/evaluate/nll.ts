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

export function nllOf(rows: LabelledRows): number {
  const mean = new MeanNll();
  mean.add(rows);
  return mean.value;
}

/** The NLL of rows that come some at a time; to the bit that of all of them at once. */
export class MeanNll {
  readonly #sum = new CompensatedSum();
  readonly #mass = new CompensatedSum();
  #logs = new Float64Array(0);

  add({ block, labels, weights }: LabelledRows): void {
    const { values, rowCount, classCount } = block;
    if (this.#logs.length < Math.min(blockSize, rowCount))
      this.#logs = new Float64Array(Math.min(blockSize, rowCount));
    for (let first = 0; first < rowCount; first += blockSize) {
      const count = Math.min(blockSize, rowCount - first);
      const logs = this.#logs;
      for (let i = 0; i < count; i++) logs[i] = values[(first + i) * classCount + labels[first + i]!]!;
      floorLogsInPlace(logs, 0, count);
      for (let i = 0; i < count; i++) {
        const weight = weights === null ? 1 : weights[first + i]!;
        this.#sum.add(weight * -logs[i]!);
        this.#mass.add(weight);
      }
    }
  }

  get value(): number {
    return this.#sum.value / this.#mass.value;
  }
}

export function nllOfRow({ block, labels }: LabelledRows, row: number): number {
  return -floorLog(block.values[row * block.classCount + labels[row]!]!);
}
