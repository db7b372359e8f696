import { divideBySums } from "./batchKernels.ts";
import { exp2Into, leastNormal, leastPower } from "./exp2.ts";

/**
 * Turns rows of scores, from the value `from` to before `to`, into shares that sum to 1; scores may have overflowed to
 * ±Infinity.
 */
export function softmaxInPlace(values: Float64Array, from: number, to: number, classCount: number): void {
  for (let start = from; start < to; start += classCount) {
    let max = -Number.MAX_VALUE;
    for (let j = start; j < start + classCount; j++) {
      const bounded = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, values[j]!));
      values[j] = bounded;
      if (bounded > max) max = bounded;
    }
    for (let j = start; j < start + classCount; j++) {
      values[j] = Math.max((values[j]! - max) * Math.LOG2E, leastPower);
    }
  }
  exp2Into(values, values, from, to, 1, 0);
  for (let i = from; i < to; i++) if (values[i]! <= leastNormal) values[i] = 0;
  divideBySums(values, from, to, classCount);
}
