/** Which half of a double holds its sign and exponent: a matter of the machine's byte order. */
export const highHalf: 0 | 1 = new Uint32Array(Float64Array.of(-0).buffer)[0] === 0 ? 1 : 0;
