import type { Slope } from "./increasingRoot.ts";

/** A step this small, relative to x, that no longer halves the value is rounding; the smaller one always is. */
const roundingShare = 1e-13;
const finestShare = 4 * Number.EPSILON;

/** The most by which one step changes x, as a factor: far from the root a slope says where to go, not how far. */
const longestStride = 2;

/** A step of third order this small, relative to x, leaves an error of its cube: rounding. */
export const exactShare = 4e-6;

/** A function's value and its first two derivatives, at one point. */
export interface Bend extends Slope {
  readonly second: number;
}

/** After so many steps one asks whether there is a root at all. */
const longWay = 6;

interface NewtonRootOptions {
  /** The step, relative to x, after which the function is not asked again; default rounding. */
  readonly enough?: number | undefined;
  /** Asked once where steps go on for long: whether the function only tends to 0. */
  readonly isLost?: () => boolean;
}

/**
 * The root of a non-decreasing function on (low, high), low > 0, if Halley's steps, of third order, lead there from `start`
 * without the function at the bounds; else null, which says nothing. Each step halves the value, unless it was cut and the
 * root is still ahead.
 *
 * @returns with the value that the last derivatives foretell, if it was not asked.
 */
export function newtonRoot(
  f: (x: number) => Bend,
  low: number,
  high: number,
  start: number,
  { enough = exactShare, isLost = () => false }: NewtonRootOptions = {},
): { readonly at: number; readonly value: number } | null {
  let x = start;
  let best = { at: x, value: Infinity };
  let wasCut = false;
  for (let steps = 0; ; steps++) {
    if (steps === longWay && isLost()) return null;
    const { value, derivative, second } = f(x);
    if (!(derivative > 0)) return null;
    const isAhead = wasCut && Math.sign(value) === Math.sign(best.value);
    const isOnTheWay = isAhead || Math.abs(value) <= Math.abs(best.value) / 2;
    if (Math.abs(value) < Math.abs(best.value)) best = { at: x, value };
    if (value === 0) return best;
    const newton = value / derivative;
    if (!isOnTheWay) return Math.abs(newton) <= roundingShare * x ? best : null;
    if (Math.abs(newton) <= finestShare * x) return best;
    const bend = 1 - (newton * second) / (2 * derivative);
    // Where the bend more than halves or doubles the step, the third order is not to be trusted yet.
    const isBent = bend > 0.5 && bend < 2;
    const step = isBent ? newton / bend : newton;
    const next = Math.min(Math.max(x - step, x / longestStride), x * longestStride);
    if (!(next > low && next < high)) return null;
    if (isBent && Math.abs(newton) <= enough * x) {
      const move = next - x;
      return { at: next, value: value + move * (derivative + (move * second) / 2) };
    }
    wasCut = next !== x - step;
    x = next;
  }
}
