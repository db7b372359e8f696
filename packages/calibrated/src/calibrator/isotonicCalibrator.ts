import { CalibrationError } from "../errors.ts";
import { probabilityFloor } from "../numerics/floorLog.ts";
import { interpolate } from "../numerics/interpolate.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import {
  isotonicRegressor,
  type IsotonicRegressor,
  type IsotonicRegressorLike,
} from "./isotonicRegressor.ts";

/**
 * Per-class isotonic regression: each class's probability goes through that class's piecewise-linear,
 * non-decreasing map, is floored at 1e-12, and the row is divided by its sum.
 *
 * Source: Zadrozny & Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates",
 * KDD 2002.
 *
 * @example
 * import { IsotonicCalibrator } from "calibrated";
 * const halve = { xThresholds: [0, 1], yThresholds: [0, 0.5] };
 * const keep = { xThresholds: [0, 1], yThresholds: [0, 1] };
 * new IsotonicCalibrator([halve, keep]).calibrate([0.8, 0.2]); // => [0.66666666666667, 0.33333333333333]
 */
export class IsotonicCalibrator extends BlockCalibrator {
  readonly regressors: readonly IsotonicRegressor[];

  /**
   * @param regressors - one per class, in the order of the classes; copied.
   * @throws CalibrationError `invalid-calibrator` if there is none, or one is not a non-decreasing map into [0, 1].
   */
  constructor(regressors: readonly IsotonicRegressorLike[]) {
    super();
    if (!Array.isArray(regressors) || regressors.length === 0) {
      throw new CalibrationError("invalid-calibrator", {
        problem: "Invalid isotonic calibrator",
        expected: "one regressor per class",
        found: "none",
        field: "regressors",
      });
    }
    this.regressors = Object.freeze(regressors.map((r, j) => isotonicRegressor(r, `regressors[${j}]`)));
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.regressors.length;
  }

  override calibrateInPlace({ values, rowCount, classCount }: RowBlock): void {
    for (let row = 0; row < rowCount; row++) {
      const start = row * classCount;
      let sum = 0;
      for (let j = 0; j < classCount; j++) {
        const { xThresholds, yThresholds } = this.regressors[j]!;
        const y = interpolate(xThresholds, yThresholds, values[start + j]!);
        sum += values[start + j] = Math.max(y, probabilityFloor);
      }
      for (let j = 0; j < classCount; j++) values[start + j]! /= sum;
    }
  }
}
