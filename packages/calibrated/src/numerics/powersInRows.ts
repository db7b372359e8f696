import { batchKernels, divideBySums, rowsPerBlock } from "./batchKernels.ts";
import { exp2Into, leastPower } from "./exp2.ts";

/** Up to this exponent no power of 1e-12 is below the least normal double, and the largest need not be taken out first. */
export const mostPlainExponent = 25;

/**
 * Replaces each row by max(p, least)^exponent, divided by its sum: softmax(exponent · ln max(p, least)).
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
  const kernels = batchKernels();
  const step = classCount * rowsPerBlock(classCount);
  const end = rowCount * classCount;
  for (let from = 0; from < end; from += step) {
    const to = Math.min(from + step, end);
    if (exponent <= mostPlainExponent) {
      kernels.powersInBlock(values, from, to, classCount, exponent, least);
      continue;
    }
    kernels.log2InPlace(values, from, to, least);
    sharpPowers(values, from, to, classCount, exponent);
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
  exp2Into(values, values, from, to, 1, 0);
  for (let i = from; i < to; i++) if (values[i]! <= 2 ** leastPower) values[i] = 0;
}
