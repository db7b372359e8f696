import type { RowBlock } from "../probabilities/rowBlock.ts";

/** Rows that are fetched from memory at the same time. */
const rowsAtOnce = 64;

/**
 * The rows `indices` of a large block, from all over it, in memory of their own: the ends of several rows are added up before any is
 * copied, so that memory looks for these rows at the same time and not for one after the other. A sum, unlike a copy, keeps
 * nothing waiting.
 *
 * @param memory - gives memory for so many numbers; by default new.
 */
export function gatherBlock(
  { values, classCount }: RowBlock,
  indices: ArrayLike<number>,
  memory: (length: number) => Float64Array = (length) => new Float64Array(length),
): RowBlock {
  const rowCount = indices.length;
  const gathered = memory(rowCount * classCount);
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
