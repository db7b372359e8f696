import { CalibrationError, inWords } from "../errors.ts";
import { badEntry, checkRows, hasValidEntries, rowSum, sumTolerance } from "../probabilities/checkRows.ts";
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
  let values = given;
  let normalizedRows = 0;
  for (let row = 0; (row = nextOff(block, row, rounding)) < rowCount; row++) {
    const sum = rowSum(block, row);
    const off = Math.abs(sum - 1);
    if (!(off <= tolerance && hasValidEntries(block, row))) checkRows(block);
    if (off > roundingOfSums) normalizedRows++;
    if (isShared && values === given) values = given.slice();
    const start = row * classCount;
    for (let j = start; j < start + classCount; j++) values[j]! /= sum;
  }
  return { block: { ...block, values }, normalizedRows };
}

/**
 * The next row, from a given one on, that has an entry which is negative or no number, or whose sum is off. A sum of 1 but for
 * the rounding of the addition itself is not: dividing would only push values across bin edges.
 */
function nextOff({ values, rowCount, classCount }: RowBlock, from: number, rounding: number): number {
  for (let row = from, at = from * classCount; row < rowCount; row++) {
    let sum = 0;
    for (const end = at + classCount; at < end; at++) {
      if (!(values[at]! >= 0)) return row;
      sum += values[at]!;
    }
    if (!(Math.abs(sum - 1) <= rounding)) return row;
  }
  return rowCount;
}

function checkPositive(block: RowBlock): void {
  const failing = failingRows(block.rowCount, (row) => {
    const sum = rowSum(block, row);
    return !(hasValidEntries(block, row) && sum > 0 && sum < Infinity);
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
