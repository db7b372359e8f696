import { affineMoments } from "../numerics/affineMoments.ts";
import { choleskySolve } from "../numerics/choleskySolve.ts";
import { affinePoint, evaluateAffine, type AffinePoint, type AffineProblem } from "./affineObjective.ts";

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

/** Of more rows than this, every so many are fitted first, which leaves all of them little to do. */
const manyRows = 20_000;

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
  const { precision, centre, classCount, tolerance = 1e-12 } = problem;
  const size = centre.length;
  const free = precision.map((one) => (one === Infinity ? 0 : 1));
  const moments = affineMoments(classCount, problem.slopes === "shared");
  const evaluate = (point: AffinePoint): void => evaluateAffine(problem, point, moments);
  let [at, next] = [affinePoint(size), affinePoint(size)];
  at.parameters.set(nearMinimum(problem, start).map((value, j) => (free[j] === 0 ? centre[j]! : value)));
  evaluate(at);
  const scale = Math.max(totalWeight(problem), Number.MIN_VALUE);
  for (let iterations = 0; ; iterations++) {
    const gradient = largest(at.gradient, free) / scale;
    if (gradient > tolerance && iterations < mostIterations && descend(at, next, free, evaluate)) {
      [at, next] = [next, at];
      continue;
    }
    const status = gradient <= Math.max(1e-9, tolerance) ? "converged" : "stalled";
    return { parameters: at.parameters, gradient, iterations, status };
  }
}

function nearMinimum(problem: AffineProblem, start: Float64Array): Float64Array {
  const { logs, labels, weights, classCount: k, precision } = problem;
  if (labels.length <= manyRows) return start;
  const step = Math.ceil(labels.length / (manyRows / 4));
  const rows = Array.from({ length: Math.ceil(labels.length / step) }, (_, i) => i * step);
  const some = {
    ...problem,
    logs: Float64Array.from(
      { length: rows.length * k },
      (_, i) => logs[rows[Math.floor(i / k)]! * k + (i % k)]!,
    ),
    labels: Int32Array.from(rows, (row) => labels[row]!),
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    precision: precision.map((one) => one / step),
    tolerance: 1e-5,
  };
  return fitAffine(some, start).parameters;
}

/** Moves `next` to a better point, if there is one along Newton's step. */
function descend(
  at: AffinePoint,
  next: AffinePoint,
  free: Float64Array,
  evaluate: (point: AffinePoint) => void,
): boolean {
  const step = newtonStep(at, free);
  if (step === null) return false;
  const { value, gradient } = at;
  const slope = step.reduce((sum, one, j) => sum + one * gradient[j]!, 0);
  for (let length = 1; length > 1e-12; length /= 2) {
    for (let j = 0; j < step.length; j++) next.parameters[j] = at.parameters[j]! + length * step[j]!;
    evaluate(next);
    if (next.value <= value + 1e-4 * length * slope && next.value < value) return true;
    // Near the minimum the value no longer tells; a whole step is taken if it halves the gradient.
    if (length === 1 && -slope < 1e-8 * (1 + Math.abs(value))) {
      const isNoHigher = next.value <= value + 1e-14 * Math.abs(value);
      return isNoHigher && largest(next.gradient, free) < largest(gradient, free) / 2;
    }
  }
  return false;
}

function newtonStep({ gradient, hessian, bend }: AffinePoint, free: Float64Array): Float64Array | null {
  const size = gradient.length;
  const downhill = (): Float64Array => gradient.map((one, j) => -one * free[j]!);
  const matrix = hessian.slice();
  let step = downhill();
  fix(matrix, free);
  if (choleskySolve(matrix, step)) return step;
  const positive = hessian.slice();
  positive[0]! -= Math.min(0, bend);
  fix(positive, free);
  for (let j = 0; j < size; j++) positive[j * size + j]! += 1e-9 * (1 + positive[j * size + j]!);
  step = downhill();
  return choleskySolve(positive, step) ? step : null;
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

function largest(values: Float64Array, free: Float64Array): number {
  let max = 0;
  for (let j = 0; j < values.length; j++) max = Math.max(max, Math.abs(values[j]!) * free[j]!);
  return max;
}

function totalWeight({ weights, labels }: AffineProblem): number {
  return weights === null ? labels.length : weights.reduce((sum, weight) => sum + weight, 0);
}
