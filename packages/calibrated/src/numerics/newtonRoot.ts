import type { Slope } from "./increasingRoot.ts";

/** A step this small, relative to x, that no longer halves the value is rounding; the smaller one always is. */
const roundingShare = 1e-13;
const finestShare = 4 * Number.EPSILON;

/**
 * The root of a non-decreasing function on (low, high) if steps from `start` lead there, each halving the value, without
 * the function at the bounds; else null, which says nothing.
 *
 * @param f - with its second derivative where that is known: steps are then Halley's, of third order.
 */
export function newtonRoot(
  f: (x: number) => Slope & { readonly second?: number },
  low: number,
  high: number,
  start: number,
): { readonly at: number; readonly value: number } | null {
  let x = start;
  let best = { at: x, value: Infinity };
  for (;;) {
    const { value, derivative, second = 0 } = f(x);
    if (!(derivative > 0)) return null;
    const isHalved = Math.abs(value) <= Math.abs(best.value) / 2;
    if (Math.abs(value) < Math.abs(best.value)) best = { at: x, value };
    if (value === 0) return best;
    const newton = value / derivative;
    const bend = 1 - (newton * second) / (2 * derivative);
    // Where the bend more than halves or doubles the step, the third order is not to be trusted yet.
    const step = bend > 0.5 && bend < 2 ? newton / bend : newton;
    if (!isHalved && best.value !== Infinity && x !== start) {
      return Math.abs(newton) <= roundingShare * x ? best : null;
    }
    if (Math.abs(newton) <= finestShare * x) return best;
    const next = x - step;
    if (!(next > low && next < high)) return null;
    x = next;
  }
}
