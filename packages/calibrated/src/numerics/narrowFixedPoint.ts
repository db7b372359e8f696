import { naturalExp } from "./naturalExp.ts";
import { naturalLog } from "./naturalLog.ts";

/** Two positive numbers with the fixed point between them. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/**
 * Narrows a bracket of the fixed point x = f(x) of a function that does not increase.
 *
 * The fixed point lies between any x and f(x), so each evaluation moves both ends. The next x is where the secant of
 * ln f(x) − ln x over ln x is 0 or, where that leaves the bracket or the bracket did not halve, its geometric mean.
 *
 * @param ratio - > 1: done when high ≤ ratio × low.
 */
export function narrowFixedPoint(f: (x: number) => number, { low, high }: Bracket, ratio: number): Bracket {
  let x = Math.sqrt(low * high);
  let previous: { readonly x: number; readonly rise: number } | null = null;
  while (high > low * ratio) {
    const value = f(x);
    const width = naturalLog(high / low);
    if (value >= x) [low, high] = [x, Math.min(high, value)];
    else [low, high] = [Math.max(low, value), x];
    const rise = naturalLog(value / x);
    const slope = previous === null ? -1 : (rise - previous.rise) / naturalLog(x / previous.x);
    previous = { x, rise };
    const secant = x * naturalExp(-rise / Math.min(slope, -1));
    const isUseful = secant >= low && secant <= high && naturalLog(high / low) <= width / 2;
    x = isUseful ? secant : Math.sqrt(low * high);
  }
  return { low, high };
}
