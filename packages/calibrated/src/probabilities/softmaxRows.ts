import { CalibrationError } from "../errors.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import type { RowBlock } from "./rowBlock.ts";

/**
 * Turns logits into probabilities where they stand: exp(z) / Σ exp(z) in each row.
 *
 * @throws CalibrationError `not-probabilities` if one is not finite, naming the first such row and how many there are;
 *   the block is then as it was.
 */
export function softmaxRows(block: RowBlock): void {
  const { values, rowCount, classCount } = block;
  const first = values.findIndex((z) => !Number.isFinite(z));
  if (first !== -1) throw notFinite(block, first);
  for (let row = 0; row < rowCount; row++) {
    const entries = values.subarray(row * classCount, (row + 1) * classCount);
    let max = -Infinity;
    for (const z of entries) if (z > max) max = z;
    let sum = 0;
    for (let j = 0; j < classCount; j++) sum += entries[j] = naturalExp(entries[j]! - max);
    for (let j = 0; j < classCount; j++) entries[j]! /= sum;
  }
}

function notFinite({ values, rowCount, classCount }: RowBlock, first: number): CalibrationError {
  const bad = new Set<number>();
  for (const [i, z] of values.entries()) if (!Number.isFinite(z)) bad.add(Math.floor(i / classCount));
  return new CalibrationError("not-probabilities", {
    problem: "Invalid logits",
    expected: "finite numbers",
    found: `${values[first]} for class ${first % classCount}`,
    row: Math.floor(first / classCount),
    failingRows: bad.size,
    rowCount,
  });
}
