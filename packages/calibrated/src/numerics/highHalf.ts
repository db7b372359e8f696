/** Which half of a double holds its sign and exponent, a matter of the machine's byte order; the least double is 1 in the other. */
export const highHalf: number = new Uint32Array(Float64Array.of(Number.MIN_VALUE).buffer)[0]!;

/** The signed high and low words of doubles, in the same memory. */
export function signedWords(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
}
