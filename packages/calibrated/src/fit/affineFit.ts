import { affineMoments, type AffineMoments, type AffineRows } from "../numerics/affineMoments.ts";
import { choleskySolve } from "../numerics/choleskySolve.ts";
import {
  affinePoint,
  copyPoint,
  evaluateAffine,
  type AffinePoint,
  type AffineSlopes,
} from "./affineObjective.ts";
import { addPenalty, type AffinePenalty } from "./affinePenalty.ts";
import { sumOf } from "../numerics/sumOf.ts";

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
}

const mostIterations = 100;

/** The gradient per unit of weight that counts as zero. */
const exact = 1e-12;

/** Of more rows than this, every so many are fitted first, which leaves all of them little to do. */
const manyRows = 20_000;

/**
 * Minimises Σ w · NLL + ½ Σ precision · (parameter − centre)² by Newton's method with a line search.
 *
 * With slopes per class the objective is convex. The shared slope is the exponential of its parameter, so it stays
 * above 0 and halving it costs as much as doubling; where the Hessian is then not positive definite, the part that can
 * make it so is left out of that step.
 *
 * @param start - parameters to begin with, default the centre. Or a point, whose value is NaN before the first fit, which begins
 *   at its parameters; a fit leaves it where the rows were looked at before the last step, without the penalty, and another fit of the
 *   same rows goes on from there.
 */
export function fitAffine(
  problem: AffineProblem,
  start: Float64Array | AffinePoint = problem.centre,
): AffineSolution {
  const point = start instanceof Float64Array ? null : start;
  const isLooked = point !== null && !Number.isNaN(point.value);
  const from = isLooked ? point : nearMinimum(problem, point?.parameters ?? (start as Float64Array));
  const workspace = takeWorkspace(problem);
  const solution = minimise(problem, from, workspace);
  if (point !== null) copyPoint(point, workspace.at.bare);
  if (workspace.step.length <= mostKept) kept = workspace;
  return solution;
}

function minimise(
  problem: AffineProblem,
  start: Float64Array | AffinePoint,
  workspace: Workspace,
): AffineSolution {
  const { tolerance, slopes } = problem;
  const { moments } = workspace;
  const look = ({ bare, penalised }: Place): void => {
    evaluateAffine(problem, slopes, bare, moments);
    addPenalty(penalised, bare, problem);
  };
  begin(problem, start, workspace.at, look);
  const scale = Math.max(totalWeight(problem), Number.MIN_VALUE);
  for (let iterations = 0; ; iterations++) {
    const { bare, penalised } = workspace.at;
    const gradient = largest(penalised.gradient) / scale;
    const step = newtonStep(penalised, workspace);
    if (tolerance !== undefined && step !== null && largest(step) ** 2 <= tolerance) {
      const parameters = bare.parameters.map((value, j) => value + step[j]!);
      return { parameters, gradient, iterations, status: "converged" };
    }
    if (gradient > exact && iterations < mostIterations && step !== null) {
      if (descend(workspace, step, look)) continue;
    }
    const status = gradient <= 1e-9 ? "converged" : "stalled";
    return { parameters: bare.parameters.slice(), gradient, iterations, status };
  }
}

/** Parameters with the NLL there, and that with the penalty. */
interface Place {
  readonly bare: AffinePoint;
  readonly penalised: AffinePoint;
}

/** The memory of a fit, which the next one takes over: many fits of few rows would spend their time on making it. */
interface Workspace {
  readonly slopes: AffineSlopes;
  at: Place;
  next: Place;
  readonly moments: AffineMoments;
  readonly step: Float64Array;
  readonly matrix: Float64Array;
}

let kept: Workspace | null = null;
/** That of more parameters is given back: its matrices would take megabytes. */
const mostKept = 130;

function takeWorkspace({ centre, classCount, slopes }: AffineProblem): Workspace {
  const size = centre.length;
  const known = kept;
  kept = null;
  if (known?.slopes === slopes && known.step.length === size) return known;
  const place = (): Place => ({ bare: affinePoint(size), penalised: affinePoint(size) });
  return {
    slopes,
    at: place(),
    next: place(),
    moments: affineMoments(classCount, slopes === "shared"),
    step: new Float64Array(size),
    matrix: new Float64Array(size * size),
  };
}

function begin(
  problem: AffineProblem,
  start: Float64Array | AffinePoint,
  place: Place,
  look: (place: Place) => void,
): void {
  const { centre, precision } = problem;
  const { bare, penalised } = place;
  const isPoint = !(start instanceof Float64Array);
  if (isPoint) copyPoint(bare, start);
  const parameters = isPoint ? start.parameters : start;
  let isThere = isPoint;
  for (let j = 0; j < parameters.length; j++) {
    bare.parameters[j] = precision[j] === Infinity ? centre[j]! : parameters[j]!;
    isThere &&= bare.parameters[j] === parameters[j];
  }
  if (isThere) addPenalty(penalised, bare, problem);
  else look(place);
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

/** Moves to a better place, if there is one along the step. */
function descend(workspace: Workspace, step: Float64Array, look: (place: Place) => void): boolean {
  const { at, next } = workspace;
  const { parameters, value, gradient } = at.penalised;
  const slope = step.reduce((sum, one, j) => sum + one * gradient[j]!, 0);
  const move = (): true => {
    [workspace.at, workspace.next] = [next, at];
    return true;
  };
  for (let length = 1; length > 1e-12; length /= 2) {
    for (let j = 0; j < step.length; j++) next.bare.parameters[j] = parameters[j]! + length * step[j]!;
    look(next);
    const found = next.penalised;
    if (found.value <= value + 1e-4 * length * slope && found.value < value) return move();
    // Near the minimum the value no longer tells; a whole step is taken if it halves the gradient.
    if (length === 1 && -slope < 1e-8 * (1 + Math.abs(value))) {
      const isNoHigher = found.value <= value + 1e-14 * Math.abs(value);
      return isNoHigher && largest(found.gradient) < largest(gradient) / 2 && move();
    }
  }
  return false;
}

function newtonStep(
  { gradient, hessian, bend }: AffinePoint,
  { step, matrix }: Pick<Workspace, "step" | "matrix">,
): Float64Array | null {
  const size = gradient.length;
  const prepare = (): void => {
    matrix.set(hessian);
    for (let j = 0; j < size; j++) step[j] = -gradient[j]!;
  };
  prepare();
  // A trace of ridge against directions without information.
  for (let j = 0; j < size; j++) matrix[j * size + j]! += 1e-12;
  if (choleskySolve(matrix, step)) return step;
  prepare();
  matrix[0]! -= Math.min(0, bend);
  for (let j = 0; j < size; j++) matrix[j * size + j]! += 1e-9 * (1 + matrix[j * size + j]!);
  return choleskySolve(matrix, step) ? step : null;
}

function largest(values: Float64Array): number {
  let max = 0;
  for (let j = 0; j < values.length; j++) max = Math.max(max, Math.abs(values[j]!));
  return max;
}

function totalWeight({ weights, labels }: AffineProblem): number {
  return weights === null ? labels.length : sumOf(weights);
}
