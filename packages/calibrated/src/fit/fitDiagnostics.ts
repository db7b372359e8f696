import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { nllOf } from "../evaluate/nll.ts";

/** What every fit reports, on the rows it was fitted on. */
export interface FitDiagnostics {
  /** Mean NLL before and after, in nats. */
  readonly nllBefore: number;
  readonly nllAfter: number;
  /** The indices of the classes that no row is labelled with: what could not be learned. */
  readonly classesWithoutLabels: readonly number[];
}

export function calibratedNll(rows: LabelledRows, calibrator: BlockCalibrator): number {
  return nllOf(calibratedRows(rows, calibrator));
}

/** The rows as a calibrator maps them, in new memory. */
export function calibratedRows(rows: LabelledRows, calibrator: BlockCalibrator): LabelledRows {
  const block = { ...rows.block, values: rows.block.values.slice() };
  calibrator.calibrateInPlace(block);
  return { ...rows, block };
}

export function labelsWithoutRows({ block, labels }: LabelledRows): number[] {
  const isSeen = new Uint8Array(block.classCount);
  for (let row = 0; row < labels.length; row++) isSeen[labels[row]!] = 1;
  return Array.from(isSeen.keys()).filter((j) => isSeen[j] === 0);
}
