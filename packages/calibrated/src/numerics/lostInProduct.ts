/** Multiplying by this splits a double into two halves whose products are exact. */
const splitter = 2 ** 27 + 1;

/**
 * What rounding took from the product of p and q, both at most 1e150.
 *
 * Source: Dekker, "A Floating-Point Technique for Extending the Available Precision", Numerische Mathematik 18, 1971.
 */
export function lostInProduct(p: number, q: number, product: number): number {
  const pHigh = highHalf(p);
  const qHigh = highHalf(q);
  const pLow = p - pHigh;
  const qLow = q - qHigh;
  return pHigh * qHigh - product + pHigh * qLow + pLow * qHigh + pLow * qLow;
}

function highHalf(value: number): number {
  const scaled = splitter * value;
  return scaled - (scaled - value);
}
