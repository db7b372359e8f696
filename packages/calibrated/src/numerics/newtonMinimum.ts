import { newtonStep } from "./newtonStep.ts";

/** A convex function with two derivatives. Memory it returns is its own and may be overwritten by the next call. */
export interface SmoothObjective {
  /** The value at x; Infinity where it is not defined. */
  readonly value: (x: Float64Array) => number;
  readonly derivatives: (x: Float64Array) => Derivatives;
}

export interface Derivatives {
  readonly value: number;
  readonly gradient: Float64Array;
  /** n × n, row-major; only the lower triangle is read. */
  readonly hessian: () => Float64Array;
}

export interface Minimum {
  /** `stopped`: no step made it better although the gradient is above the tolerance. */
  readonly status: "converged" | "stopped";
  readonly at: Float64Array;
  readonly value: number;
  /** The largest entry of the gradient; at a lower bound, only what points inside counts. */
  readonly gradientNorm: number;
  readonly iterations: number;
}

export interface NewtonOptions {
  /** What each unknown must at least be; default −Infinity. */
  readonly lower?: Float64Array | null;
  /** A gradient norm up to this is an optimum, default 1e-9. Steps go on for as long as each halves the norm. */
  readonly tolerance?: number;
  /** A gradient norm up to this ends the search at once, default 0. */
  readonly until?: number;
}

const mostIterations = 200;
/** An Armijo step must bring this share of what the slope promises. */
const sufficientShare = 1e-4;
/** The value is not known better than this, relative: a step may look worse by as much. */
const valueRounding = 4e-16;

/**
 * The minimum of a convex function by Newton's method with backtracking, by projection where there are lower bounds.
 *
 * @param start - where to begin; not below `lower`.
 *
 * Source: Bertsekas, "Projected Newton Methods for Optimization Problems with Simple Constraints", SIAM J. Control
 * and Optimization 20, 1982.
 */
export function newtonMinimum(
  objective: SmoothObjective,
  start: Float64Array,
  { lower = null, tolerance = 1e-9, until = 0 }: NewtonOptions = {},
): Minimum {
  let x: Float64Array = start.slice();
  let at = objective.derivatives(x);
  let norm = projectedNorm(x, at.gradient, lower);
  let best = { x, value: at.value, norm };
  let iterations = 0;
  while (norm > until && iterations < mostIterations) {
    const isBound = boundUnknowns(x, at.gradient, norm, lower);
    const next = backtracked(objective, x, at, newtonStep(at, isBound), isBound, lower);
    if (next === null) break;
    iterations++;
    const previous = norm;
    x = next;
    at = objective.derivatives(x);
    norm = projectedNorm(x, at.gradient, lower);
    if (norm < best.norm || at.value < best.value - valueRounding * Math.abs(best.value)) {
      best = { x, value: at.value, norm };
    }
    if (best.norm <= tolerance && norm > previous / 2) break;
  }
  return {
    status: best.norm <= tolerance ? "converged" : "stopped",
    at: best.x,
    value: best.value,
    gradientNorm: best.norm,
    iterations,
  };
}

function projectedNorm(x: Float64Array, gradient: Float64Array, lower: Float64Array | null): number {
  let norm = 0;
  for (let i = 0; i < x.length; i++) {
    const isHeld = lower !== null && x[i]! <= lower[i]! && gradient[i]! > 0;
    if (!isHeld) norm = Math.max(norm, Math.abs(gradient[i]!));
  }
  return norm;
}

/** Which unknowns are at their bound, or so close that the slope takes them there. */
function boundUnknowns(
  x: Float64Array,
  gradient: Float64Array,
  norm: number,
  lower: Float64Array | null,
): Uint8Array {
  const reach = Math.min(norm, 1e-3);
  return Uint8Array.from(x, (value, i) =>
    lower !== null && value <= lower[i]! + reach && gradient[i]! > 0 ? 1 : 0,
  );
}

function backtracked(
  objective: SmoothObjective,
  x: Float64Array,
  { value, gradient }: Derivatives,
  step: Float64Array,
  isBound: Uint8Array,
  lower: Float64Array | null,
): Float64Array | null {
  for (let share = 1; share > 1e-12; share /= 2) {
    const next = new Float64Array(x.length);
    let promised = 0;
    let isMoved = false;
    for (let i = 0; i < x.length; i++) {
      const bound = lower === null ? -Infinity : lower[i]!;
      next[i] = isBound[i] === 1 ? bound : Math.max(bound, x[i]! + share * step[i]!);
      promised -= gradient[i]! * (isBound[i] === 1 ? x[i]! - next[i]! : -share * step[i]!);
      isMoved ||= next[i] !== x[i];
    }
    if (!isMoved) return null;
    if (objective.value(next) <= value + sufficientShare * promised + valueRounding * Math.abs(value)) {
      return next;
    }
  }
  return null;
}
