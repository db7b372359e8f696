import { CalibrationError } from "../errors.ts";
import { highHalf, signedWords } from "../numerics/highHalf.ts";
import { failingRows, type FailingRows } from "./failingRows.ts";

/** Weights further apart than this would drown in each other's rounding, or overflow in sums and products. */
const widestRatio = 1e100;

/**
 * Copies and checks weights.
 *
 * @throws CalibrationError `invalid-weights` for one that is no finite number ≥ 0, naming the row, and for weights
 *   above 0 that are more than 1e100 times as large as each other.
 */
export function checkWeights(weights: ArrayLike<number>): Float64Array {
  const failing = failingRows(weights.length, (row) => {
    const weight: unknown = weights[row];
    return !(typeof weight === "number" && weight >= 0 && weight < Infinity);
  });
  if (failing !== null) {
    throw invalid("a finite number that is not negative", String(weights[failing.row]), failing);
  }
  const checked = new Float64Array(weights);
  const largest = largestOf(checked);
  let smallest = Infinity;
  for (let row = 0; row < checked.length; row++) {
    if (checked[row]! > 0 && checked[row]! < smallest) smallest = checked[row]!;
  }
  if (largest > 0 && largest / smallest > widestRatio) {
    throw invalid(`weights within a factor of ${widestRatio} of each other`, `${smallest} and ${largest}`);
  }
  return checked;
}

/**
 * Checked weights in a range where no sum or product of them overflows: as they are or, if the largest is beyond
 * 1e±100, all divided by one power of two, which changes no bit of any mean.
 */
export function balancedWeights(weights: Float64Array): Float64Array {
  const largest = largestOf(weights);
  if (largest === 0 || (largest < widestRatio && largest > 1 / widestRatio)) return weights;
  const exponent = exponentOf(largest);
  // In two steps, since 2^-exponent itself may overflow for subnormal weights.
  const half = Math.trunc(-exponent / 2);
  return weights.map((weight) => weight * 2 ** half * 2 ** (-exponent - half));
}

/** The e of a number above 0 that is 2^e times one from 1 to before 2. */
function exponentOf(value: number): number {
  if (value < 2 ** -1022) return exponentOf(value * 2 ** 54) - 54;
  return (signedWords(Float64Array.of(value))[highHalf]! >> 20) - 1023;
}

function largestOf(weights: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < weights.length; row++) if (weights[row]! > largest) largest = weights[row]!;
  return largest;
}

function invalid(expected: string, found: string, failing?: FailingRows): CalibrationError {
  return new CalibrationError("invalid-weights", { problem: "Invalid weight", expected, found, ...failing });
}

/** What some rows weigh together; 1 each without weights. */
export function weightOfRows(rows: ArrayLike<number>, weights: Float64Array | null): number {
  if (weights === null) return rows.length;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += weights[rows[i]!]!;
  return sum;
}
