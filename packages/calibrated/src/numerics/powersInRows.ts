import { batchKernels, divideBySums } from "./batchKernels.ts";
import { exp2Into, leastPower } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";

/** Up to this exponent no power of 1e-12 is below the least normal double, and the largest need not be taken out first. */
export const mostPlainExponent = 25;

/** Up to this exponent, which multiplies what they are off by, logarithms are exact enough. */
export const mostExactExponent = 10;

/**
 * Replaces each row by max(p, least)^exponent, divided by its sum: softmax(exponent · ln max(p, least)).
 *
 * @param values - rows of `classCount` values from 0 to 2.
 * @param exponent - ≥ 0.
 * @param least - from 1e-12 on.
 */
export function powersInRows(
  values: Float64Array,
  classCount: number,
  exponent: number,
  least: number,
): void {
  if (exponent <= mostExactExponent) {
    batchKernels().powersInRows(values, classCount, exponent, least);
    return;
  }
  const given = values.slice();
  log2InPlace(values, 0, values.length, least);
  sharpPowers(values, given, classCount, exponent);
  divideBySums(values, 0, values.length, classCount);
}

/**
 * Replaces logarithms by as many times 2^(exponent · logarithm) in each row as make the largest 1. Where two probabilities
 * are alike, the logarithm of their ratio comes from their difference, which is exact.
 */
function sharpPowers(logs: Float64Array, given: Float64Array, classCount: number, exponent: number): void {
  for (let start = 0; start < logs.length; start += classCount) {
    let most = start;
    for (let j = start; j < start + classCount; j++) if (given[j]! > given[most]!) most = j;
    const log = logs[most]!;
    for (let j = start; j < start + classCount; j++) {
      const z = (given[j]! - given[most]!) / (given[j]! + given[most]!);
      logs[j] = Math.max(exponent * (z > -0.3 ? log2OfRatio(z) : logs[j]! - log), leastPower);
    }
  }
  exp2Into(logs, logs, 0, logs.length, 1, 0);
  // So small a number is there in place of 0, and counts for nothing beside the largest.
  const tiny = 2 ** leastPower;
  for (let i = 0; i < logs.length; i++) logs[i]! -= tiny;
}

/** log2((1 + z) / (1 − z)), |z| ≤ 0.3: 2 (z + z³/3 + z⁵/5 + …) / ln 2. */
function log2OfRatio(z: number): number {
  let sum = 0;
  for (let odd = 33; odd > 0; odd -= 2) sum = sum * z * z + 2 / odd;
  return sum * z * Math.LOG2E;
}
