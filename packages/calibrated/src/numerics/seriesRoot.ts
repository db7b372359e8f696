import type { Slope } from "./increasingRoot.ts";

/** Where the last term of a series moves the root by less than this, relative, what comes after it is rounding. */
const exactShare = 1e-13;

interface SeriesRootOptions {
  /** How far the last term may move the root, relative to the scale; default 1e-13, which is rounding. */
  readonly share?: number;
  /** What is added to the series: known exactly. Rising near 0. */
  readonly pull?: (at: number) => Slope;
}

const nothing: Slope = { value: 0, derivative: 0 };

/**
 * The root near 0 of a power series that rises, of which the first terms are known.
 *
 * @param terms - the coefficients, from the constant on; at least three.
 * @param scale - what a move is relative to.
 * @param reach - the most that the root may be from 0.
 * @returns null where the terms do not tell the root to rounding, or as well as is asked, or steps do not lead to it.
 */
export function seriesRoot(
  terms: Float64Array,
  scale: number,
  reach: number,
  { share = exactShare, pull = () => nothing }: SeriesRootOptions = {},
): number | null {
  const rise = terms[1]! + pull(0).derivative;
  if (!(rise > 0)) return null;
  let at = 0;
  let step = Infinity;
  // Newton's steps on the polynomial: near enough for the series to do, each squares the error.
  for (let count = 0; count < 8; count++) {
    const pulled = pull(at);
    let [value, slope] = [0, 0];
    for (let n = terms.length - 1; n >= 0; n--) {
      slope = slope * at + value;
      value = value * at + terms[n]!;
    }
    step = (value + pulled.value) / (slope + pulled.derivative);
    at -= step;
    if (!(Math.abs(at) <= reach)) return null;
    if (Math.abs(step) <= Number.EPSILON * scale) break;
  }
  if (!(Math.abs(step) <= share * scale)) return null;
  return lastTerm(terms, at) <= share * rise * scale ? at : null;
}

/** How much the last of some terms of a power series counts. */
export function lastTerm(terms: Float64Array, at: number): number {
  let last = terms[terms.length - 1]!;
  for (let n = 1; n < terms.length; n++) last *= at;
  return Math.abs(last);
}
