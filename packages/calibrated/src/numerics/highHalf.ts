/** Which half of a double holds its sign and exponent: a matter of the machine's byte order. */
export const highHalf: 0 | 1 = new Uint32Array(Float64Array.of(-0).buffer)[0] === 0 ? 1 : 0;

/** The signed high and low words of doubles, in the same memory. */
export function signedWords(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
}
