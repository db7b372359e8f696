import { CalibrationError, inWords } from "../errors.ts";
import { badEntry, checkRows, rowSum, sumTolerance } from "../probabilities/checkRows.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { failingRows } from "./failingRows.ts";

/** A row whose sum is this close to 1 was only rounded; further away, its division by the sum is counted. */
const roundingOfSums = 1e-6;

export interface DividedRows {
  readonly block: RowBlock;
  /** How many rows summed to something further than 1e-6 from 1. */
  readonly normalizedRows: number;
}

/**
 * Divides each row by its sum, where it stands.
 *
 * @param rowSums - `"strict"` refuses a sum further than 1e-3 from 1, `"normalize"` only one that is not positive and
 *   finite.
 * @param isShared - whether the block is to stay as it is: what has to be divided is then a copy.
 * @throws CalibrationError `not-probabilities`, `invalid-option`.
 */
export function divideBySums(
  block: RowBlock,
  rowSums: "strict" | "normalize",
  isShared = false,
): DividedRows {
  const isStrict = rowSums === "strict";
  if (rowSums === "normalize") checkPositive(block);
  else if (!isStrict) throw unknownRule(rowSums);
  const { rowCount, classCount, values: given } = block;
  const tolerance = isStrict ? sumTolerance(classCount) : Infinity;
  const rounding = classCount * Number.EPSILON;
  // A sum of 1 but for the rounding of the addition itself: dividing would only push values across bin edges.
  const first = firstFurtherOff(block, rounding);
  if (first === rowCount) return { block, normalizedRows: 0 };
  const values = isShared ? given.slice() : given;
  let normalizedRows = 0;
  for (let row = first, start = first * classCount; row < rowCount; row++, start += classCount) {
    const sum = sumOfValid(given, start, start + classCount);
    const off = Math.abs(sum - 1);
    if (!(off <= tolerance)) checkRows(block);
    if (off <= rounding) continue;
    if (off > roundingOfSums) normalizedRows++;
    for (let j = start; j < start + classCount; j++) values[j]! /= sum;
  }
  return { block: { ...block, values }, normalizedRows };
}

/** The first row with an entry that is negative or no number, or a sum further than this from 1. */
function firstFurtherOff({ values, rowCount, classCount }: RowBlock, rounding: number): number {
  for (let row = 0; row < rowCount; row++) {
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
    if (!(Math.abs(even + odd - 1) <= rounding)) return row;
  }
  return rowCount;
}

/**
 * The sum of the values of a row, NaN where one is negative or no number: added as `firstFurtherOff` does, which would take
 * twice as long if it called this for each row.
 */
function sumOfValid(values: Float64Array, from: number, to: number): number {
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

function checkPositive(block: RowBlock): void {
  const { values, rowCount, classCount } = block;
  const failing = failingRows(rowCount, (row) => {
    const sum = sumOfValid(values, row * classCount, (row + 1) * classCount);
    return !(sum > 0 && sum < Infinity);
  });
  if (failing === null) return;
  const { row } = failing;
  throw new CalibrationError("not-probabilities", {
    problem: "Invalid probabilities",
    expected: "finite numbers that are not negative, with a positive finite sum",
    found: badEntry(block, row) ?? `a sum of ${inWords(rowSum(block, row))}`,
    ...failing,
  });
}

function unknownRule(rowSums: never): CalibrationError {
  return new CalibrationError("invalid-option", {
    problem: "Invalid option",
    expected: '"strict" or "normalize"',
    found: JSON.stringify(rowSums),
    field: "rowSums",
  });
}
