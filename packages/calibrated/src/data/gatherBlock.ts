import type { RowBlock } from "../probabilities/rowBlock.ts";

/** Rows that are fetched from memory at the same time. */
const rowsAtOnce = 64;

/**
 * The rows `indices` of a large block, from all over it, in new memory: the ends of several rows are added up before any is
 * copied, so that memory looks for these rows at the same time and not for one after the other. A sum, unlike a copy, keeps
 * nothing waiting.
 */
export function gatherBlock({ values, classCount }: RowBlock, indices: ArrayLike<number>): RowBlock {
  const rowCount = indices.length;
  const gathered = new Float64Array(rowCount * classCount);
  for (let first = 0; first < rowCount; first += rowsAtOnce) {
    const end = Math.min(first + rowsAtOnce, rowCount);
    let ends = 0;
    for (let row = first; row < end; row++) {
      const start = indices[row]! * classCount;
      ends += values[start]! + values[start + classCount - 1]!;
    }
    // Kept until a row takes its place, lest the engine leave the sum out.
    gathered[first * classCount] = ends;
    for (let row = first; row < end; row++) {
      const start = indices[row]! * classCount;
      const shift = row * classCount - start;
      for (let from = start; from < start + classCount; from++) gathered[from + shift] = values[from]!;
    }
  }
  return { values: gathered, rowCount, classCount };
}
