import { lostInProduct } from "./lostInProduct.ts";
import { naturalExp } from "./naturalExp.ts";
import { naturalLog, restOfLog } from "./naturalLog.ts";

/**
 * base^exponent to some units in the last place, and the same bits on every engine. The logarithm goes on for as many
 * digits as a large exponent makes count.
 *
 * @param base - a normal number above 0.
 * @param exponent - of at most 1e150.
 */
export function powerOf(base: number, exponent: number): number {
  const log = naturalLog(base);
  const product = exponent * log;
  // Far beyond every double, where the parts of the product might overflow.
  if (Math.abs(product) > 1e3) return product > 0 ? Infinity : 0;
  return naturalExp(product, lostInProduct(exponent, log, product) + exponent * restOfLog(base, log));
}
