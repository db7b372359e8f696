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

/** How far the sum of a row of so many classes may be from 1: 0.999 is inside but for the rounding of the addition. */
export function sumTolerance(classCount: number): number {
  return rowSumTolerance + classCount * Number.EPSILON;
}

/** The next row, from a given one on, with an entry that is negative or no number, or a sum further than the tolerance from 1. */
function nextInvalidRow({ values, rowCount, classCount }: RowBlock, from: number): number {
  const tolerance = sumTolerance(classCount);
  for (let row = from; row < rowCount; row++) {
    let sum = 0;
    let at = row * classCount;
    const end = at + classCount;
    // Four at once, since each addition to the sum waits for the one before.
    for (; at + 3 < end; at += 4) {
      const a = values[at]!;
      const b = values[at + 1]!;
      const c = values[at + 2]!;
      const d = values[at + 3]!;
      if (a < 0 || b < 0 || c < 0 || d < 0) return row;
      sum += a + b + (c + d);
    }
    for (; at < end; at++) {
      if (values[at]! < 0) return row;
      sum += values[at]!;
    }
    // What is no number, or infinite, makes the sum so.
    if (!(Math.abs(sum - 1) <= tolerance)) return row;
  }
  return rowCount;
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
export function badEntry(block: RowBlock, row: number): string | null {
  const entries = entriesOf(block, row);
  const bad = entries.findIndex((p) => !(p >= 0 && p < Infinity));
  return bad < 0 ? null : `${entries[bad]} for class ${bad}`;
}

export function rowSum(block: RowBlock, row: number): number {
  return entriesOf(block, row).reduce((sum, p) => sum + p, 0);
}

function entriesOf({ values, classCount }: RowBlock, row: number): Float64Array {
  return values.subarray(row * classCount, (row + 1) * classCount);
}
