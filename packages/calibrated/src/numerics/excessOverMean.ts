import { CompensatedSum } from "./compensatedSum.ts";
import { lostInProduct } from "./lostInProduct.ts";

/**
 * a − (a + b) x for y = 1 − x: what a successes and b failures are above the mean of as many trials. It is exact to
 * rounding also where a and its mean agree in all but the last digits; the smaller of x and y counts as exact.
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
