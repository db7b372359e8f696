import type { LabelledRows } from "../data/labelledRows.ts";
import { batchKernels, rowsPerBlock } from "../numerics/batchKernels.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";

/** Rows with fewer values than this have their logs kept; of more it is faster to take them again than to store them. */
const mostKept = 2 ** 17;

/** The {@link labelRelativeLogs} of all rows, or null where they are too many to be kept. */
export function keptLogs(rows: LabelledRows): Float64Array | null {
  const { values, rowCount } = rows.block;
  if (values.length > mostKept) return null;
  const logs = new Float64Array(values.length);
  labelRelativeLogs(logs, rows, 0, rowCount);
  return logs;
}

/** d[i, j] = log2 p[i, j] − log2 p[i, label of i]: all that the NLL of temperature scaling depends on. */
export function labelRelativeLogs(
  logs: Float64Array,
  { block, labels }: LabelledRows,
  first: number,
  last: number,
): void {
  const { values, classCount } = block;
  const step = rowsPerBlock(classCount);
  const { log2InPlace } = batchKernels();
  logs.set(values.subarray(first * classCount, last * classCount));
  for (let row = first, start = 0; row < last; row += step) {
    const end = Math.min(row + step, last);
    log2InPlace(logs, start, start + (end - row) * classCount, probabilityFloor);
    for (let i = row; i < end; i++, start += classCount) {
      const own = logs[start + labels[i]!]!;
      for (let j = start; j < start + classCount; j++) logs[j]! -= own;
    }
  }
}

/** Whether no class is above the label's in any row. */
export function isLabelTop(rows: LabelledRows, kept: Float64Array | null): boolean {
  const { rowCount, classCount } = rows.block;
  if (kept !== null) return kept.every((log) => log <= 0);
  const step = rowsPerBlock(classCount);
  const logs = new Float64Array(step * classCount);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    labelRelativeLogs(logs, rows, first, last);
    for (let i = 0; i < (last - first) * classCount; i++) if (logs[i]! > 0) return false;
  }
  return true;
}
