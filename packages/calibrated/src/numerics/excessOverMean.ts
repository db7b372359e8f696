import { CompensatedSum } from "./compensatedSum.ts";

/** Multiplying by this splits a double into two halves whose products are exact. */
const splitter = 2 ** 27 + 1;

/**
 * a − (a + b) x for y = 1 − x: what a successes and b failures are above the mean of as many trials. It is exact to
 * rounding also where a and its mean agree in all but the last digits; the smaller of x and y counts as exact.
 *
 * Source: Dekker, "A Floating-Point Technique for Extending the Available Precision", Numerische Mathematik 18, 1971.
 */
export function excessOverMean(a: number, b: number, x: number, y: number): number {
  if (x > y) return -excessOverMean(b, a, y, x);
  const sum = new CompensatedSum();
  sum.add(a);
  for (const count of [a, b]) {
    const product = count * x;
    sum.add(-product);
    sum.add(-lostInProduct(count, x, product));
  }
  return sum.value;
}

/** What rounding took from the product of p and q. */
function lostInProduct(p: number, q: number, product: number): number {
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
