import type { RowBlock } from "../probabilities/rowBlock.ts";

/** Rows that are fetched from memory at the same time. */
const rowsAtOnce = 16;

/**
 * The rows `indices` of a large block, from all over it, in new memory: of several rows the first numbers are copied
 * before the others, so that memory looks for these rows at the same time and not for one after the other.
 */
export function gatherBlock({ values, classCount }: RowBlock, indices: ArrayLike<number>): RowBlock {
  const rowCount = indices.length;
  const gathered = new Float64Array(rowCount * classCount);
  for (let first = 0; first < rowCount; first += rowsAtOnce) {
    const end = Math.min(first + rowsAtOnce, rowCount);
    for (let row = first; row < end; row++) gathered[row * classCount] = values[indices[row]! * classCount]!;
    for (let row = first; row < end; row++) {
      const start = indices[row]! * classCount;
      const shift = row * classCount - start;
      for (let from = start + 1; from < start + classCount; from++) gathered[from + shift] = values[from]!;
    }
  }
  return { values: gathered, rowCount, classCount };
}
