import type { Derivatives, Minimum, SmoothObjective } from "./newtonMinimum.ts";

export interface LbfgsOptions {
  /** Multiplies a vector in place by a guess of the inverse Hessian, symmetric and positive definite; default: nothing. */
  readonly precondition?: (vector: Float64Array) => void;
  /** A gradient norm up to this is an optimum, default 1e-9. Steps go on to 1e-3 of it, for as long as it falls. */
  readonly tolerance?: number;
  readonly mostIterations?: number;
}

/** How many steps are remembered. */
const memory = 20;
/** The share of the tolerance beyond which nobody sees the difference. */
const finest = 1e-3;
/** A step must bring this share of what the slope at its start promises, and leave less than this share of the slope. */
const sufficientShare = 1e-4;
const slopeLeft = 0.9;
/** The value is not known better than this, relative: a step may look worse by as much. */
const valueRounding = 4e-16;

interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly curvature: number;
}

/**
 * The minimum of a convex function by the limited-memory BFGS method, for so many unknowns that no Hessian fits.
 * Hessians are never asked for.
 *
 * Source: Nocedal & Wright, "Numerical Optimization", 2006, §7.2.
 */
export function lbfgsMinimum(
  objective: SmoothObjective,
  start: Float64Array,
  { precondition = () => {}, tolerance = 1e-9, mostIterations = 1000 }: LbfgsOptions = {},
): Minimum {
  let x: Float64Array = start.slice();
  let at = objective.derivatives(x);
  let norm = normOf(at.gradient);
  let best = { x, value: at.value, norm };
  let steps: Step[] = [];
  let iterations = 0;
  while (norm > finest * tolerance && iterations < mostIterations) {
    const next = searched(objective, x, at, descent(at.gradient, steps, precondition));
    if (next === null) {
      if (steps.length === 0) break;
      // What is remembered no longer fits: begin anew from the slope alone.
      steps = [];
      continue;
    }
    iterations++;
    const moved = next.x.map((value, i) => value - x[i]!);
    const turned = next.at.gradient.map((value, i) => value - at.gradient[i]!);
    const curvature = product(moved, turned);
    if (curvature > 0) steps = [...steps.slice(1 - memory), { moved, turned, curvature }];
    ({ x, at } = next);
    const previous = norm;
    norm = normOf(at.gradient);
    if (norm < best.norm || best.norm > tolerance) best = { x, value: at.value, norm };
    if (best.norm <= tolerance && norm >= previous) break;
  }
  return {
    status: best.norm <= tolerance ? "converged" : "stopped",
    at: best.x,
    value: best.value,
    gradientNorm: best.norm,
    iterations,
  };
}

function normOf(gradient: Float64Array): number {
  return gradient.reduce((norm, entry) => Math.max(norm, Math.abs(entry)), 0);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * vector[i]!;
}

/** −H⁻¹ g, the inverse Hessian being the guess, corrected by what the remembered steps saw. */
function descent(
  gradient: Float64Array,
  steps: readonly Step[],
  precondition: (vector: Float64Array) => void,
): Float64Array {
  const direction = gradient.map((entry) => -entry);
  const along = new Float64Array(steps.length);
  for (let s = steps.length - 1; s >= 0; s--) {
    const { moved, turned, curvature } = steps[s]!;
    along[s] = product(moved, direction) / curvature;
    addScaled(direction, -along[s]!, turned);
  }
  precondition(direction);
  const last = steps.at(-1);
  if (last !== undefined) {
    const guessed = last.turned.slice();
    precondition(guessed);
    const scale = last.curvature / product(last.turned, guessed);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const [s, { moved, turned, curvature }] of steps.entries()) {
    addScaled(direction, along[s]! - product(turned, direction) / curvature, moved);
  }
  return direction;
}

/** A point along the direction that is lower and flatter; null where rounding leaves none. */
function searched(
  objective: SmoothObjective,
  x: Float64Array,
  { value, gradient }: Derivatives,
  direction: Float64Array,
): { readonly x: Float64Array; readonly at: Derivatives } | null {
  const slope = product(gradient, direction);
  if (!(slope < 0)) return null;
  let low = 0;
  let high = Infinity;
  let share = 1;
  for (let trial = 0; trial < 60; trial++) {
    const next = x.map((entry, i) => entry + share * direction[i]!);
    const at = objective.derivatives(next);
    const slopeThere = product(at.gradient, direction);
    const isLower = at.value <= value + sufficientShare * share * slope + valueRounding * Math.abs(value);
    if (!isLower || !(slopeThere <= -slopeLeft * slope)) high = share;
    else if (slopeThere < slopeLeft * slope) low = share;
    else return next.some((entry, i) => entry !== x[i]) ? { x: next, at } : null;
    share = high === Infinity ? 2 * share : (low + high) / 2;
  }
  return null;
}
