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

/** The sum of a row, or NaN where the row is no probabilities: see {@link checkRows}. */
export function validSum({ values, classCount }: RowBlock, row: number): number {
  // Entries that add up to 0.999 but for the rounding of the addition are inside.
  const tolerance = rowSumTolerance + classCount * Number.EPSILON;
  let sum = 0;
  for (let j = row * classCount; j < (row + 1) * classCount; j++) {
    // False for NaN as well; what is infinite makes the sum so.
    if (!(values[j]! >= 0)) return NaN;
    sum += values[j]!;
  }
  return Math.abs(sum - 1) <= tolerance ? sum : NaN;
}

function nextInvalidRow(block: RowBlock, from: number): number {
  let row = from;
  while (row < block.rowCount && validSum(block, row) >= 0) row++;
  return row;
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
