import { choleskySolve } from "../numerics/choleskySolve.ts";

/**
 * A penalised affine map on log-probabilities: softmax(slope · z + bias), with one slope for all classes or one each, and
 * a bias per class.
 */
export interface AffineProblem {
  /** n × k, nats. */
  readonly logs: Float64Array;
  /** Class indices. */
  readonly labels: Int32Array;
  /** One per row; null for 1 each. Rows of weight 0 are skipped. */
  readonly weights: Float64Array | null;
  readonly classCount: number;
  readonly slopes: "shared" | "per-class";
  /** What the penalty pulls to: the slopes (shared: the logarithm of the one), then the biases. */
  readonly centre: Float64Array;
  /** Half the penalty per squared distance from the centre; Infinity holds a parameter where it is. */
  readonly precision: Float64Array;
  /** The gradient that counts as zero, per unit of weight; default 1e-12. Comparing fits needs less. */
  readonly tolerance?: number;
}

/** Where the penalised NLL is least. */
export interface AffineSolution {
  /** Laid out as the centre. */
  readonly parameters: Float64Array;
  /** The greatest component of the gradient of the penalised sum of NLL, divided by the weight of the rows. */
  readonly gradient: number;
  readonly iterations: number;
  readonly status: "converged" | "stalled";
}

const mostIterations = 100;

/**
 * Minimises Σ w · NLL + ½ Σ precision · (parameter − centre)² by Newton's method with a line search.
 *
 * With slopes per class the objective is convex. The shared slope is the exponential of its parameter, so it stays
 * above 0 and halving it costs as much as doubling; where the Hessian is then not positive definite, the part that can
 * make it so is left out of that step.
 *
 * @param start - where to begin; default the centre.
 */
export function fitAffine(problem: AffineProblem, start: Float64Array = problem.centre): AffineSolution {
  const { precision, centre, tolerance = 1e-12 } = problem;
  const size = centre.length;
  const free = precision.map((one) => (one === Infinity ? 0 : 1));
  let at: Float64Array = start.map((value, j) => (free[j] === 0 ? centre[j]! : value));
  const state = { gradient: new Float64Array(size), hessian: new Float64Array(size * size) };
  let value = evaluate(problem, at, state, "full");
  const scale = Math.max(totalWeight(problem), Number.MIN_VALUE);
  for (let iterations = 0; ; iterations++) {
    const gradient = largest(state.gradient, free) / scale;
    if (gradient <= tolerance) return { parameters: at, gradient, iterations, status: "converged" };
    const next = iterations < mostIterations ? descend(problem, at, value, state, free) : null;
    if (next === null) {
      const status = gradient <= Math.max(1e-9, tolerance) ? "converged" : "stalled";
      return { parameters: at, gradient, iterations, status };
    }
    at = next;
    value = evaluate(problem, at, state, "full");
  }
}

interface Derivatives {
  readonly gradient: Float64Array;
  /** Lower triangle. */
  readonly hessian: Float64Array;
}

/** The next point, or null if no step makes the objective smaller. */
function descend(
  problem: AffineProblem,
  at: Float64Array,
  value: number,
  { gradient, hessian }: Derivatives,
  free: Float64Array,
): Float64Array | null {
  const size = at.length;
  const matrix = hessian.slice();
  const step = gradient.map((one, j) => -one * free[j]!);
  fix(matrix, free);
  if (!choleskySolve(matrix, step)) {
    const positive = new Float64Array(size * size);
    evaluate(problem, at, { gradient: gradient.slice(), hessian: positive }, "positive");
    fix(positive, free);
    for (let j = 0; j < size; j++) positive[j * size + j]! += 1e-9 * (1 + positive[j * size + j]!);
    for (let j = 0; j < size; j++) step[j] = -gradient[j]! * free[j]!;
    if (!choleskySolve(positive, step)) return null;
  }
  const slope = step.reduce((sum, one, j) => sum + one * gradient[j]!, 0);
  for (let length = 1; length > 1e-12; length /= 2) {
    const next = at.map((one, j) => one + length * step[j]!);
    const nextValue = evaluate(problem, next, null, "value");
    if (nextValue <= value + 1e-4 * length * slope && nextValue < value) return next;
    // Near the minimum the value no longer tells; a whole Newton step is taken if the value does not rise by more than rounding.
    if (
      length === 1 &&
      nextValue <= value + 1e-14 * Math.abs(value) &&
      -slope < 1e-8 * (1 + Math.abs(value))
    ) {
      return isSmaller(problem, next, gradient, free) ? next : null;
    }
  }
  return null;
}

function isSmaller(
  problem: AffineProblem,
  at: Float64Array,
  gradient: Float64Array,
  free: Float64Array,
): boolean {
  const size = at.length;
  const state = { gradient: new Float64Array(size), hessian: new Float64Array(size * size) };
  evaluate(problem, at, state, "full");
  return largest(state.gradient, free) < largest(gradient, free);
}

/** A row of the identity for every parameter that is held, and a trace of ridge against directions without information. */
function fix(matrix: Float64Array, free: Float64Array): void {
  const size = free.length;
  for (let j = 0; j < size; j++) {
    if (free[j] === 1) {
      matrix[j * size + j]! += 1e-12;
      continue;
    }
    for (let l = 0; l < size; l++) matrix[j * size + l] = matrix[l * size + j] = 0;
    matrix[j * size + j] = 1;
  }
}

/**
 * The penalised objective and, if asked for, its gradient and Hessian; `"positive"` leaves out the part of the Hessian
 * that bends with the exponential of the shared slope.
 */
function evaluate(
  { logs, labels, weights, classCount: k, slopes, centre, precision }: AffineProblem,
  at: Float64Array,
  derivatives: Derivatives | null,
  mode: "value" | "full" | "positive",
): number {
  const isShared = slopes === "shared";
  const slopeCount = isShared ? 1 : k;
  const size = slopeCount + k;
  const slope = isShared ? Math.exp(at[0]!) : 0;
  const { gradient, hessian } = derivatives ?? none;
  if (derivatives !== null) {
    gradient.fill(0);
    hessian.fill(0);
  }
  const p = new Float64Array(k);
  let value = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    const start = row * k;
    const label = labels[row]!;
    let max = -Infinity;
    for (let j = 0; j < k; j++) {
      p[j] = (isShared ? slope : at[j]!) * logs[start + j]! + at[slopeCount + j]!;
      if (p[j]! > max) max = p[j]!;
    }
    const ofLabel = p[label]! - max;
    let sum = 0;
    for (let j = 0; j < k; j++) sum += p[j] = Math.exp(p[j]! - max);
    value += weight * (Math.log(sum) - ofLabel);
    if (derivatives === null) continue;
    for (let j = 0; j < k; j++) p[j]! /= sum;
    if (isShared) addSharedRow(gradient, hessian, p, logs, start, label, weight);
    else addPerClassRow(gradient, hessian, p, logs, start, label, weight);
  }
  if (derivatives !== null && isShared) {
    const bend = slope * gradient[0]!;
    gradient[0] = bend;
    hessian[0] = slope * slope * hessian[0]! + (mode === "full" ? bend : Math.max(0, bend));
    for (let j = 1; j < size; j++) hessian[j * size]! *= slope;
  }
  for (let j = 0; j < size; j++) {
    if (precision[j] === Infinity) continue;
    const distance = at[j]! - centre[j]!;
    value += 0.5 * precision[j]! * distance * distance;
    if (derivatives === null) continue;
    gradient[j]! += precision[j]! * distance;
    hessian[j * size + j]! += precision[j]!;
  }
  return value;
}

const none: Derivatives = { gradient: new Float64Array(0), hessian: new Float64Array(0) };

/** One row's part, with the derivative by the slope itself; the chain rule for its logarithm comes after all rows. */
function addSharedRow(
  gradient: Float64Array,
  hessian: Float64Array,
  p: Float64Array,
  logs: Float64Array,
  start: number,
  label: number,
  weight: number,
): void {
  const k = p.length;
  const size = k + 1;
  let mean = 0;
  for (let j = 0; j < k; j++) mean += p[j]! * logs[start + j]!;
  let variance = 0;
  for (let j = 0; j < k; j++) variance += p[j]! * (logs[start + j]! - mean) ** 2;
  gradient[0]! += weight * (mean - logs[start + label]!);
  hessian[0]! += weight * variance;
  for (let j = 0; j < k; j++) {
    const weighted = weight * p[j]!;
    gradient[1 + j]! += weighted;
    const at = (1 + j) * size;
    hessian[at]! += weighted * (logs[start + j]! - mean);
    for (let l = 0; l <= j; l++) hessian[at + 1 + l]! -= weighted * p[l]!;
    hessian[at + 1 + j]! += weighted;
  }
  gradient[1 + label]! -= weight;
}

function addPerClassRow(
  gradient: Float64Array,
  hessian: Float64Array,
  p: Float64Array,
  logs: Float64Array,
  start: number,
  label: number,
  weight: number,
): void {
  const k = p.length;
  const size = 2 * k;
  for (let j = 0; j < k; j++) {
    const log = logs[start + j]!;
    const residual = weight * (p[j]! - (j === label ? 1 : 0));
    gradient[j]! += residual * log;
    gradient[k + j]! += residual;
    for (let l = 0; l < k; l++) {
      const curvature = weight * ((j === l ? p[j]! : 0) - p[j]! * p[l]!);
      const other = logs[start + l]!;
      if (l <= j) {
        hessian[j * size + l]! += curvature * log * other;
        hessian[(k + j) * size + k + l]! += curvature;
      }
      hessian[(k + j) * size + l]! += curvature * other;
    }
  }
}

function largest(values: Float64Array, free: Float64Array): number {
  let max = 0;
  for (let j = 0; j < values.length; j++) max = Math.max(max, Math.abs(values[j]!) * free[j]!);
  return max;
}

function totalWeight({ weights, labels }: AffineProblem): number {
  return weights === null ? labels.length : weights.reduce((sum, weight) => sum + weight, 0);
}
