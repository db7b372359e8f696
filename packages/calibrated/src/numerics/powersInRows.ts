import { exp2Into, leastPower } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";

/** Values that a core keeps at hand while three loops go over them. */
const blockSize = 1024;
/** Up to this exponent no power of 1e-12 is below the least normal double, and the largest need not be taken out first. */
export const mostPlainExponent = 25;
/** How many rows a block has. */
export function rowsPerBlock(classCount: number): number {
  return Math.max(1, Math.floor(blockSize / classCount));
}

/**
 * Replaces each row by max(p, least)^exponent, divided by its sum: softmax(exponent · ln max(p, least)).
 *
 * Three loops over a block of rows, each of one kind of work, take half the time of one loop that does all.
 *
 * @param values - rows of `classCount` values from 0 to 2.
 * @param exponent - ≥ 0.
 * @param least - from 1e-12 on.
 */
export function powersInRows(
  values: Float64Array,
  rowCount: number,
  classCount: number,
  exponent: number,
  least: number,
): void {
  const step = classCount * rowsPerBlock(classCount);
  const end = rowCount * classCount;
  for (let from = 0; from < end; from += step) {
    const to = Math.min(from + step, end);
    log2InPlace(values, from, to, least);
    if (exponent <= mostPlainExponent) exp2Into(values, values, from, to, exponent);
    else sharpPowers(values, from, to, classCount, exponent);
    divideBySums(values, from, to, classCount);
  }
}

/** As many times 2^(exponent · value) in each row as make the largest 1. */
function sharpPowers(
  values: Float64Array,
  from: number,
  to: number,
  classCount: number,
  exponent: number,
): void {
  for (let start = from; start < to; start += classCount) {
    let max = -Infinity;
    for (let j = start; j < start + classCount; j++) if (values[j]! > max) max = values[j]!;
    for (let j = start; j < start + classCount; j++) {
      values[j] = Math.max((values[j]! - max) * exponent, leastPower);
    }
  }
  exp2Into(values, values, from, to, 1);
  for (let i = from; i < to; i++) if (values[i]! <= 2 ** leastPower) values[i] = 0;
}

/** Divides rows by their sums: those of the even and of the odd classes, added. */
function divideBySums(values: Float64Array, from: number, to: number, classCount: number): void {
  const pairs = classCount - (classCount % 2);
  for (let start = from; start < to; start += classCount) {
    let even = 0;
    let odd = 0;
    for (let j = start; j < start + pairs; j += 2) {
      even += values[j]!;
      odd += values[j + 1]!;
    }
    if (pairs < classCount) even += values[start + pairs]!;
    const share = 1 / (even + odd);
    for (let j = start; j < start + classCount; j++) values[j]! *= share;
  }
}
