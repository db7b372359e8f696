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

function isValidRow(block: RowBlock, row: number): boolean {
  // Entries that add up to 0.999 but for the rounding of the addition are inside.
  const tolerance = rowSumTolerance + block.classCount * Number.EPSILON;
  return hasValidEntries(block, row) && Math.abs(rowSum(block, row) - 1) <= tolerance;
}

function nextInvalidRow(block: RowBlock, from: number): number {
  let row = from;
  while (row < block.rowCount && isValidRow(block, row)) row++;
  return row;
}

function notProbabilities(block: RowBlock, firstBad: number): CalibrationError {
  let failingRows = 0;
  for (let row = firstBad; row < block.rowCount; row = nextInvalidRow(block, row + 1)) failingRows++;
  const isSum = hasValidEntries(block, firstBad);
  return new CalibrationError("not-probabilities", {
    problem: "Invalid probabilities",
    expected: isSum
      ? `each row to sum to 1 within ${rowSumTolerance}`
      : "finite numbers that are not negative",
    found: isSum ? `a sum of ${inWords(rowSum(block, firstBad))}` : badEntry(block, firstBad),
    row: firstBad,
    failingRows,
    rowCount: block.rowCount,
    hint: 'Pass logits through probabilitiesFromLogits; divide rounded rows by their sum (rowSums: "normalize" of a PredictionTable).',
  });
}

/** The first entry of a row that is not finite or is negative, in words. */
export function badEntry({ values, classCount }: RowBlock, row: number): string {
  const entries = values.subarray(row * classCount, (row + 1) * classCount);
  const at = entries.findIndex((p) => !(p >= 0 && p < Infinity));
  return `${entries[at]} for class ${at}`;
}
