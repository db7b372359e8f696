/** Turns the scores from `start` to before `end` into shares that sum to 1; scores may have overflowed to ±Infinity. */
export function softmaxInPlace(values: Float64Array, start: number, end: number): void {
  let max = -Number.MAX_VALUE;
  for (let i = start; i < end; i++) {
    const bounded = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, values[i]!));
    values[i] = bounded;
    if (bounded > max) max = bounded;
  }
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] = Math.exp(values[i]! - max);
  for (let i = start; i < end; i++) values[i]! /= sum;
}
