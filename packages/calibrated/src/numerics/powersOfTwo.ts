/** The exponent that {@link powersOfTwo} has at its index 0. */
export const leastExponent = -1024;

let made: Float64Array | null = null;

/** 2^(i − 1024) for i from 0 to 2047; below 2^−1022, too, a double holds a power of 2 exactly. */
export function powersOfTwo(): Float64Array {
  return (made ??= Float64Array.from({ length: 2048 }, (_, i) => 2 ** (i + leastExponent)));
}
