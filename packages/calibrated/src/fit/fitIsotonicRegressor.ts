import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { balancedWeights, checkWeights } from "../data/weights.ts";
import { CalibrationError } from "../errors.ts";
import { argsort } from "../numerics/argsort.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
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
  checkPoints(x, y, weights);
  const merged = mergeTies(x, y, weights && balancedWeights(checkWeights(weights)));
  return trimmed(merged.x, poolAdjacentViolators(merged.weightedTargets, merged.weights));
}

function checkPoints(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number> | null): void {
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
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) {
      throw new CalibrationError("invalid-option", {
        problem: "Cannot fit an isotonic regressor",
        expected: "finite x and y",
        found: `(${x[i]}, ${y[i]})`,
        row: i,
      });
    }
  }
}

interface MergedPoints {
  readonly x: Float64Array;
  readonly weightedTargets: Float64Array;
  readonly weights: Float64Array;
}

function mergeTies(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): MergedPoints {
  const order = pointsByX(x, weights);
  const merged = {
    x: new Float64Array(order.length),
    sums: new Float64Array(order.length),
    masses: new Float64Array(order.length),
  };
  let count = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const first = x[order[start]!]!;
    const sum = new CompensatedSum();
    const mass = new CompensatedSum();
    for (end = start; end < order.length && x[order[end]!]! - first < resolution; end++) {
      const weight = weights === null ? 1 : weights[order[end]!]!;
      sum.add(weight * y[order[end]!]!);
      mass.add(weight);
    }
    merged.x[count] = first;
    merged.sums[count] = sum.value;
    merged.masses[count++] = mass.value;
  }
  return {
    x: merged.x.slice(0, count),
    weightedTargets: merged.sums.slice(0, count),
    weights: merged.masses.slice(0, count),
  };
}

/** The indices of the points whose weight is not 0, by ascending x. */
function pointsByX(x: ArrayLike<number>, weights: ArrayLike<number> | null): Uint32Array {
  const order = argsort(Float64Array.from(x));
  const counting = weights === null ? order : order.filter((i) => weights[i]! > 0);
  if (counting.length > 0) return counting;
  throw new CalibrationError("no-rows", {
    problem: "Cannot fit an isotonic regressor",
    expected: "at least one point with a weight above 0",
    found: "none",
  });
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
