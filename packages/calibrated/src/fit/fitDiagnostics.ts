import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { MeanNll } from "../evaluate/nll.ts";

/** What every fit reports, on the rows it was fitted on. */
export interface FitDiagnostics {
  /** Mean NLL before and after, in nats. */
  readonly nllBefore: number;
  readonly nllAfter: number;
  /** The indices of the classes that no row is labelled with: what could not be learned. */
  readonly classesWithoutLabels: readonly number[];
}

/** So many values stay in the cache from when they are calibrated to when they are scored. */
const valuesAtOnce = 1 << 16;

/** The NLL of the rows as a calibrator maps them, without so much memory as they take. */
export function calibratedNll(rows: LabelledRows, calibrator: BlockCalibrator): number {
  const { block, labels, weights } = rows;
  const { values, rowCount, classCount } = block;
  const rowsAtOnce = Math.min(rowCount, Math.ceil(valuesAtOnce / classCount));
  const memory = new Float64Array(rowsAtOnce * classCount);
  const nll = new MeanNll();
  for (let first = 0; first < rowCount; first += rowsAtOnce) {
    const end = Math.min(first + rowsAtOnce, rowCount);
    const mapped = memory.subarray(0, (end - first) * classCount);
    mapped.set(values.subarray(first * classCount, end * classCount));
    const part = { values: mapped, rowCount: end - first, classCount };
    calibrator.calibrateInPlace(part);
    nll.add({
      block: part,
      labels: labels.subarray(first, end),
      weights: weights && weights.subarray(first, end),
    });
  }
  return nll.value;
}

/** The rows as a calibrator maps them, in new memory. */
export function calibratedRows(rows: LabelledRows, calibrator: BlockCalibrator): LabelledRows {
  const block = { ...rows.block, values: rows.block.values.slice() };
  calibrator.calibrateInPlace(block);
  return { ...rows, block };
}

export function labelsWithoutRows({ block, labels }: LabelledRows): number[] {
  const isSeen = new Uint8Array(block.classCount);
  let unseen = block.classCount;
  for (let row = 0; row < labels.length && unseen > 0; row++) {
    unseen -= 1 - isSeen[labels[row]!]!;
    isSeen[labels[row]!] = 1;
  }
  const without: number[] = [];
  if (unseen === 0) return without;
  for (let j = 0; j < isSeen.length; j++) if (isSeen[j] === 0) without.push(j);
  return without;
}
