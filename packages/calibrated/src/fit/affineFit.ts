import { affineMoments, type AffineRows } from "../numerics/affineMoments.ts";
import { choleskySolve } from "../numerics/choleskySolve.ts";
import {
  affinePoint,
  copyPoint,
  evaluateAffine,
  type AffinePoint,
  type AffineSlopes,
} from "./affineObjective.ts";
import { addPenalty, type AffinePenalty } from "./affinePenalty.ts";

/**
 * A penalised affine map on log-probabilities: softmax(slope · z + bias), with one slope for all classes or one each, and
 * a bias per class.
 */
export interface AffineProblem extends AffineRows, AffinePenalty {
  readonly slopes: AffineSlopes;
  /**
   * An error of the parameters that does not matter; by default there is none that the gradient shows. A step of Newton's
   * leaves an error of about its square, so that a small one is the last and its end is not looked at.
   */
  readonly tolerance?: number | undefined;
}

/** Where the penalised NLL is least. */
export interface AffineSolution {
  /** Laid out as the centre. */
  readonly parameters: Float64Array;
  /**
   * The greatest component of the gradient of the penalised sum of NLL, divided by the weight of the rows; with a
   * tolerance that before the last step.
   */
  readonly gradient: number;
  readonly iterations: number;
  readonly status: "converged" | "stalled";
  /** Where the rows were looked at last, without the penalty. A fit of the same rows under another may start there. */
  readonly point: AffinePoint;
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
 * @param start - parameters to begin with, default the centre; or where the same rows were looked at last.
 */
export function fitAffine(
  problem: AffineProblem,
  start: Float64Array | AffinePoint = problem.centre,
): AffineSolution {
  const { tolerance, slopes } = problem;
  const moments = affineMoments(problem.classCount, slopes === "shared");
  const look = ({ bare, penalised }: Place): void => {
    evaluateAffine(problem, slopes, bare, moments);
    addPenalty(penalised, bare, problem);
  };
  let at = startingPlace(problem, start, look);
  let next = placeOf(problem);
  const scale = Math.max(totalWeight(problem), Number.MIN_VALUE);
  for (let iterations = 0; ; iterations++) {
    const gradient = largest(at.penalised.gradient) / scale;
    const found = { gradient, iterations, point: at.bare };
    const step = newtonStep(at.penalised);
    if (tolerance !== undefined && step !== null && largest(step) ** 2 <= tolerance) {
      const parameters = at.bare.parameters.map((value, j) => value + step[j]!);
      return { ...found, parameters, status: "converged" };
    }
    if (gradient > exact && iterations < mostIterations && step !== null && descend(at, next, step, look)) {
      [at, next] = [next, at];
      continue;
    }
    const status = gradient <= 1e-9 ? "converged" : "stalled";
    return { ...found, parameters: at.bare.parameters, status };
  }
}

/** The gradient per unit of weight that counts as zero. */
const exact = 1e-12;

/** Parameters with the NLL there, and that with the penalty. */
interface Place {
  readonly bare: AffinePoint;
  readonly penalised: AffinePoint;
}

function placeOf({ centre }: AffinePenalty): Place {
  return { bare: affinePoint(centre.length), penalised: affinePoint(centre.length) };
}

function startingPlace(
  problem: AffineProblem,
  start: Float64Array | AffinePoint,
  look: (place: Place) => void,
): Place {
  const { centre, precision } = problem;
  const place = placeOf(problem);
  const { bare, penalised } = place;
  const held = (parameters: Float64Array): Float64Array =>
    parameters.map((value, j) => (precision[j] === Infinity ? centre[j]! : value));
  if (start instanceof Float64Array) {
    bare.parameters.set(held(nearMinimum(problem, start)));
    look(place);
    return place;
  }
  copyPoint(bare, start);
  bare.parameters.set(held(start.parameters));
  if (bare.parameters.every((value, j) => value === start.parameters[j]))
    addPenalty(penalised, bare, problem);
  else look(place);
  return place;
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

/** Moves `next` to a better point, if there is one along the step. */
function descend(at: Place, next: Place, step: Float64Array, look: (place: Place) => void): boolean {
  const { parameters, value, gradient } = at.penalised;
  const slope = step.reduce((sum, one, j) => sum + one * gradient[j]!, 0);
  for (let length = 1; length > 1e-12; length /= 2) {
    for (let j = 0; j < step.length; j++) next.bare.parameters[j] = parameters[j]! + length * step[j]!;
    look(next);
    const found = next.penalised;
    if (found.value <= value + 1e-4 * length * slope && found.value < value) return true;
    // Near the minimum the value no longer tells; a whole step is taken if it halves the gradient.
    if (length === 1 && -slope < 1e-8 * (1 + Math.abs(value))) {
      const isNoHigher = found.value <= value + 1e-14 * Math.abs(value);
      return isNoHigher && largest(found.gradient) < largest(gradient) / 2;
    }
  }
  return false;
}

function newtonStep({ gradient, hessian, bend }: AffinePoint): Float64Array | null {
  const size = gradient.length;
  const downhill = (): Float64Array => gradient.map((one) => -one);
  let matrix = hessian.slice();
  let step = downhill();
  // A trace of ridge against directions without information.
  for (let j = 0; j < size; j++) matrix[j * size + j]! += 1e-12;
  if (choleskySolve(matrix, step)) return step;
  matrix = hessian.slice();
  matrix[0]! -= Math.min(0, bend);
  for (let j = 0; j < size; j++) matrix[j * size + j]! += 1e-9 * (1 + matrix[j * size + j]!);
  step = downhill();
  return choleskySolve(matrix, step) ? step : null;
}

function largest(values: Float64Array): number {
  let max = 0;
  for (let j = 0; j < values.length; j++) max = Math.max(max, Math.abs(values[j]!));
  return max;
}

function totalWeight({ weights, labels }: AffineProblem): number {
  return weights === null ? labels.length : weights.reduce((sum, weight) => sum + weight, 0);
}
