import type { LabelledRows } from "../data/labelledRows.ts";
import { batchKernels, rowsPerBlock } from "../numerics/batchKernels.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";

/** Whether no class is above the label's in any row. */
export function isLabelTop({ block, labels }: LabelledRows): boolean {
  const { values, rowCount, classCount } = block;
  const step = rowsPerBlock(classCount);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    const logs = values.slice(first * classCount, last * classCount);
    takeLogs(logs, classCount);
    for (let row = first, start = 0; row < last; row++, start += classCount) {
      const own = logs[start + labels[row]!]!;
      for (let j = start; j < start + classCount; j++) if (logs[j]! > own) return false;
    }
  }
  return true;
}

function takeLogs(values: Float64Array, classCount: number): void {
  const { log2InPlace } = batchKernels();
  const step = rowsPerBlock(classCount) * classCount;
  for (let from = 0; from < values.length; from += step)
    log2InPlace(values, from, Math.min(from + step, values.length), probabilityFloor);
}
