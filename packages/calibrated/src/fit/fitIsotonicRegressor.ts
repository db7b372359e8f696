import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { balancedWeights, checkWeights } from "../data/weights.ts";
import { CalibrationError } from "../errors.ts";
import { argsort } from "../numerics/argsort.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { outcomePool, type OutcomePool } from "../numerics/outcomePool.ts";
import { OutcomePooling, type OutcomeBlocks } from "../numerics/outcomePooling.ts";
import { poolAdjacentViolators, type Blocks } from "../numerics/poolAdjacentViolators.ts";

/** Two x closer than this, measured from the first of their group, are one x: scikit-learn's rule for doubles. */
const resolution = 1e-15;

/**
 * Isotonic regression of y on x by weighted least squares, with the semantics of scikit-learn's
 * `IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")`: points of weight 0 are dropped; x less than 1e-15
 * above the first of their group merge into it with their weighted mean; the fit is clipped to [0, 1]; and only the
 * ends of each flat run are kept as thresholds.
 *
 * @param x - n finite numbers, in any order. Read only.
 * @param y - n finite numbers, such as 0/1 targets.
 * @param weights - n finite numbers ≥ 0; default 1 each.
 * @throws CalibrationError `row-count-mismatch`; `no-rows` if there are none or all weights are 0;
 *   `invalid-option` for a number that is not finite; `invalid-weights`.
 *
 * @example
 * import { fitIsotonicRegressor } from "calibrated";
 * const { xThresholds, yThresholds } = fitIsotonicRegressor([0, 1, 2, 3], [0, 1, 0, 1]);
 * Array.from(xThresholds); // => [0, 1, 2, 3]
 * Array.from(yThresholds); // => [0, 0.5, 0.5, 1]
 *
 * Source: scikit-learn 1.9 `sklearn.isotonic` (semantics); checked against it in test/golden.
 */
export function fitIsotonicRegressor(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): IsotonicRegressor {
  checkLengths(x, y, weights);
  const [xs, ys] = [asDoubles(x), asDoubles(y)];
  const outcomes = weights === null ? pooledOutcomes(xs, ys) : null;
  if (outcomes !== null) {
    const regressor = fitIsotonicOutcomes(outcomes);
    outcomes.end();
    return regressor;
  }
  checkFinite(xs, ys);
  const merged = mergeTies(xs, ys, weights && balancedWeights(checkWeights(weights)));
  return trimmed(merged.x, poolAdjacentViolators(merged.weightedTargets, merged.weights));
}

function checkLengths(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number> | null): void {
  for (const [name, column] of [["y", y] as const, ["weights", weights ?? x] as const]) {
    if (column.length !== x.length) {
      throw new CalibrationError("row-count-mismatch", {
        problem: "Cannot fit an isotonic regressor",
        expected: `${x.length} values, one per x`,
        found: String(column.length),
        field: name,
      });
    }
  }
}

function checkFinite(xs: Float64Array, ys: Float64Array): void {
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(xs[i]) || !Number.isFinite(ys[i])) {
      throw new CalibrationError("invalid-option", {
        problem: "Cannot fit an isotonic regressor",
        expected: "finite x and y",
        found: `(${xs[i]}, ${ys[i]})`,
        row: i,
      });
    }
  }
}

/** Typed memory as it is, other numbers copied, and NaN for what is none. */
function asDoubles(values: ArrayLike<number>): Float64Array {
  if (values instanceof Float64Array) return values;
  const doubles = new Float64Array(values.length);
  for (let i = 0; i < doubles.length; i++) {
    const value: unknown = values[i];
    doubles[i] = typeof value === "number" ? value : NaN;
  }
  return doubles;
}

/** Each finite x ≥ 0 with its y, 0 or 1, as its sign; null if there are other numbers, or none. */
function pooledOutcomes(xs: Float64Array, ys: Float64Array): OutcomePool | null {
  if (xs.length === 0) return null;
  const pool = outcomePoolOf(xs.length);
  if (signOutcomes(pool.signed, xs, ys)) return pool;
  pool.end();
  return null;
}

/** Whether all are finite x ≥ 0 with a y of 0 or 1, which becomes the sign. */
function signOutcomes(signed: Float64Array, xs: Float64Array, ys: Float64Array): boolean {
  for (let i = 0; i < xs.length; i++) {
    // Adding 0 turns -0 into 0.
    const x = xs[i]! + 0;
    const y = ys[i]!;
    // Neither here nor below a branch for each outcome, which nobody can foretell.
    if (!(x >= 0 && x < Infinity) || y * (1 - y) !== 0) return false;
    signed[i] = x * (1 - 2 * y);
  }
  return true;
}

/** Memory for n ≥ 1 outcomes of 0 and 1 that {@link fitIsotonicOutcomes} fits. */
export function outcomePoolOf(count: number): OutcomePool {
  return outcomePool(count, resolution);
}

/** The same fit to outcomes of 0 and 1, all of weight 1, that stand in memory of {@link outcomePoolOf}. */
export function fitIsotonicOutcomes({ pool }: OutcomePool): IsotonicRegressor {
  return regressorOfBlocks(pool());
}

/** For outcomes that come some at a time. */
export function outcomePooling(): OutcomePooling {
  return new OutcomePooling(resolution);
}

export function regressorOfBlocks({ firsts, lasts, sums, masses }: OutcomeBlocks): IsotonicRegressor {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [b, first] of firsts.entries()) {
    const y = sums[b]! / masses[b]!;
    xs.push(first);
    ys.push(y);
    if (lasts[b] !== first) {
      xs.push(lasts[b]!);
      ys.push(y);
    }
  }
  return { xThresholds: Float64Array.from(xs), yThresholds: Float64Array.from(ys) };
}

interface Points {
  readonly x: Float64Array;
  readonly weightedTargets: Float64Array;
  readonly weights: Float64Array;
}

function mergeTies(xs: Float64Array, ys: Float64Array, weights: Float64Array | null): Points {
  const { x, weightedTargets, weights: masses } = pointsByX(xs, ys, weights);
  const n = x.length;
  let count = 0;
  for (let start = 0, end = 0; start < n; start = end, count++) {
    const first = x[start]!;
    end = start + 1;
    while (end < n && x[end]! - first < resolution) end++;
    x[count] = first;
    weightedTargets[count] = sumOf(weightedTargets, start, end);
    masses[count] = sumOf(masses, start, end);
  }
  return firstPoints({ x, weightedTargets, weights: masses }, count);
}

/** The points whose weight is not 0, by ascending x. */
function pointsByX(xs: Float64Array, ys: Float64Array, weights: Float64Array | null): Points {
  const order = argsort(xs);
  const n = order.length;
  const points = {
    x: new Float64Array(n),
    weightedTargets: new Float64Array(n),
    weights: new Float64Array(n),
  };
  let count = 0;
  for (let i = 0; i < n; i++) {
    const point = order[i]!;
    const weight = weights === null ? 1 : weights[point]!;
    if (weight === 0) continue;
    // Adding 0 turns -0 into 0.
    points.x[count] = xs[point]! + 0;
    points.weightedTargets[count] = weight * ys[point]!;
    points.weights[count++] = weight;
  }
  if (count > 0) return firstPoints(points, count);
  throw new CalibrationError("no-rows", {
    problem: "Cannot fit an isotonic regressor",
    expected: "at least one point with a weight above 0",
    found: "none",
  });
}

function firstPoints({ x, weightedTargets, weights }: Points, count: number): Points {
  return {
    x: x.subarray(0, count),
    weightedTargets: weightedTargets.subarray(0, count),
    weights: weights.subarray(0, count),
  };
}

function sumOf(values: Float64Array, start: number, end: number): number {
  if (end === start + 1) return values[start]!;
  const sum = new CompensatedSum();
  for (let i = start; i < end; i++) sum.add(values[i]!);
  return sum.value;
}

/** The first and last x of each block: the points between them lie on the line anyway. */
function trimmed(x: Float64Array, { starts, values }: Blocks): IsotonicRegressor {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [b, start] of starts.entries()) {
    const end = (starts[b + 1] ?? x.length) - 1;
    const y = Math.min(Math.max(values[b]!, 0), 1);
    xs.push(x[start]!);
    ys.push(y);
    if (end > start) {
      xs.push(x[end]!);
      ys.push(y);
    }
  }
  return { xThresholds: Float64Array.from(xs), yThresholds: Float64Array.from(ys) };
}
