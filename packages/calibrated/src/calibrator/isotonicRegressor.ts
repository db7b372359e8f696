import { describeKind } from "../probabilities/rowBlock.ts";
import { CalibrationError } from "../errors.ts";

/**
 * One class's fitted isotonic regression: a non-decreasing, piecewise-linear map of a probability, constant
 * outside its thresholds.
 */
export interface IsotonicRegressor {
  /** Strictly increasing, at least one. */
  readonly xThresholds: Float64Array;
  /** One value per threshold, non-decreasing, in [0, 1]. */
  readonly yThresholds: Float64Array;
}

/** The same, as scikit-learn names the attributes and the files write them. */
export interface SklearnIsotonicRegressor {
  readonly X_thresholds_: ArrayLike<number>;
  readonly y_thresholds_: ArrayLike<number>;
  readonly X_min_?: number | null | undefined;
  readonly X_max_?: number | null | undefined;
  readonly increasing_?: boolean | null | undefined;
  readonly out_of_bounds?: string | null | undefined;
}

/** Either of the two, with thresholds in any array. */
export type IsotonicRegressorLike =
  | { readonly xThresholds: ArrayLike<number>; readonly yThresholds: ArrayLike<number> }
  | SklearnIsotonicRegressor;

/**
 * Checks and copies a regressor.
 *
 * @param field - where it stands, for the error, such as `regressors[2]`.
 * @throws CalibrationError `invalid-calibrator` naming the field: no thresholds, unequal lengths, a value that is
 *   not finite, x that do not increase, y that fall or leave [0, 1], a falling fit, a rule other than "clip"
 *   outside, or bounds narrower than the thresholds.
 */
export function isotonicRegressor(like: IsotonicRegressorLike, field: string): IsotonicRegressor {
  const isOurs = "xThresholds" in like;
  const xField = `${field}.${isOurs ? "xThresholds" : "X_thresholds_"}`;
  const yField = `${field}.${isOurs ? "yThresholds" : "y_thresholds_"}`;
  const xThresholds = numbers(isOurs ? like.xThresholds : like.X_thresholds_, xField);
  const yThresholds = numbers(isOurs ? like.yThresholds : like.y_thresholds_, yField);
  if (xThresholds.length === 0) throw invalid(xField, "at least one threshold", "none");
  if (yThresholds.length !== xThresholds.length) {
    throw invalid(yField, `${xThresholds.length} values, one per x`, String(yThresholds.length));
  }
  checkOrder(xThresholds, xField, true);
  checkOrder(yThresholds, yField, false);
  const outside = yThresholds.findIndex((y) => y < 0 || y > 1);
  if (outside !== -1)
    throw invalid(`${yField}[${outside}]`, "a value from 0 to 1", String(yThresholds[outside]));
  if (!isOurs) checkSklearnAttributes(like, xThresholds, field);
  return Object.freeze({ xThresholds, yThresholds });
}

function checkOrder(values: Float64Array, field: string, isStrict: boolean): void {
  for (let i = 1; i < values.length; i++) {
    const before = values[i - 1]!;
    const value = values[i]!;
    if (isStrict ? value > before : value >= before) continue;
    throw invalid(
      `${field}[${i}]`,
      `${isStrict ? "more than" : "at least"} ${before}, as before it`,
      String(value),
    );
  }
}

function checkSklearnAttributes(like: SklearnIsotonicRegressor, xs: Float64Array, field: string): void {
  if (like.increasing_ === false) throw invalid(`${field}.increasing_`, "true", "false");
  if ((like.out_of_bounds ?? "clip") !== "clip") {
    throw invalid(`${field}.out_of_bounds`, '"clip"', JSON.stringify(like.out_of_bounds));
  }
  // Bounds inside the thresholds would clip where nobody reads them; wider ones change nothing.
  const [first, last] = [xs[0]!, xs.at(-1)!];
  const { X_min_: min, X_max_: max } = like;
  if (!((min ?? first) <= first)) throw invalid(`${field}.X_min_`, `at most ${first}`, String(min));
  if (!((max ?? last) >= last)) throw invalid(`${field}.X_max_`, `at least ${last}`, String(max));
}

function numbers(values: ArrayLike<number>, field: string): Float64Array {
  if (typeof values !== "object" || typeof (values as typeof values | null)?.length !== "number") {
    throw invalid(field, "a list of numbers", describeKind(values));
  }
  const copy = new Float64Array(values.length);
  for (let i = 0; i < copy.length; i++) {
    if (!Number.isFinite(values[i])) throw invalid(`${field}[${i}]`, "a finite number", String(values[i]));
    copy[i] = values[i]!;
  }
  return copy;
}

function invalid(field: string, expected: string, found: string): CalibrationError {
  return new CalibrationError("invalid-calibrator", {
    problem: "Invalid isotonic regressor",
    expected,
    found,
    field,
  });
}
