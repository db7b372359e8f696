import { CalibrationError, inWords } from "../errors.ts";
import type { RowBlock } from "./rowBlock.ts";

/** How far the sum of a row may be from 1. */
const rowSumTolerance = 1e-3;

/**
 * Refuses rows that are not probabilities: an entry that is not finite or is negative, or a sum further than
 * 1e-3 from 1. The error names the first such row and says how many there are.
 */
export function checkRows(block: RowBlock): void {
  const firstBad = nextInvalidRow(block, 0);
  if (firstBad < block.rowCount) throw notProbabilities(block, firstBad);
}

/** Whether every entry of row i is finite and not negative. */
export function hasValidEntries(block: RowBlock, row: number): boolean {
  const { values, classCount } = block;
  for (let j = row * classCount; j < (row + 1) * classCount; j++) {
    // `>= 0` is false for NaN as well.
    if (!(values[j]! >= 0 && values[j]! < Infinity)) return false;
  }
  return true;
}

export function rowSum(block: RowBlock, row: number): number {
  const { values, classCount } = block;
  let sum = 0;
  for (let j = row * classCount; j < (row + 1) * classCount; j++) sum += values[j]!;
  return sum;
}

/** How far the sum of a row of so many classes may be from 1: 0.999 is inside but for the rounding of the addition. */
export function sumTolerance(classCount: number): number {
  return rowSumTolerance + classCount * Number.EPSILON;
}

/** The next row, from a given one on, with an entry that is negative or no number, or a sum further than the tolerance from 1. */
export function nextInvalidRow(
  { values, rowCount, classCount }: RowBlock,
  from: number,
  tolerance: number = sumTolerance(classCount),
): number {
  for (let row = from; row < rowCount; row++) {
    // Two sums, since each addition waits for the one before.
    let even = 0;
    let odd = 0;
    const end = (row + 1) * classCount;
    for (let at = row * classCount; at < end; at += 2) {
      const next = at + 1 < end ? values[at + 1]! : 0;
      // False for NaN as well; what is infinite makes the sum so.
      if (!(values[at]! >= 0 && next >= 0)) return row;
      even += values[at]!;
      odd += next;
    }
    if (!(Math.abs(even + odd - 1) <= tolerance)) return row;
  }
  return rowCount;
}

/**
 * The sum of the values of a row, NaN where one is negative or no number: added as `nextInvalidRow` does, which would take twice
 * as long if it called this for each row.
 */
export function sumOfValid(values: Float64Array, from: number, to: number): number {
  let even = 0;
  let odd = 0;
  for (let at = from; at < to; at += 2) {
    const next = at + 1 < to ? values[at + 1]! : 0;
    // False for NaN as well.
    if (!(values[at]! >= 0 && next >= 0)) return NaN;
    even += values[at]!;
    odd += next;
  }
  return even + odd;
}

function notProbabilities(block: RowBlock, row: number): CalibrationError {
  const { rowCount } = block;
  let failingRows = 0;
  for (let bad = row; bad < rowCount; bad = nextInvalidRow(block, bad + 1)) failingRows++;
  const found = badEntry(block, row);
  return new CalibrationError("not-probabilities", {
    problem: "Invalid probabilities",
    expected: found
      ? "finite numbers that are not negative"
      : `each row to sum to 1 within ${rowSumTolerance}`,
    found: found ?? `a sum of ${inWords(rowSum(block, row))}`,
    row,
    failingRows,
    rowCount,
    hint: 'Pass logits through probabilitiesFromLogits, rounded rows through a PredictionTable (rowSums: "normalize").',
  });
}

/** The first entry of a row that is not finite or is negative, in words; null if there is none. */
export function badEntry({ values, classCount }: RowBlock, row: number): string | null {
  for (let j = 0; j < classCount; j++) {
    const p = values[row * classCount + j]!;
    if (!(p >= 0 && p < Infinity)) return `${p} for class ${j}`;
  }
  return null;
}
