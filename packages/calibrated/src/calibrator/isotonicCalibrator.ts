import { CalibrationError } from "../errors.ts";
import { batchKernels } from "../numerics/batchKernels.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { bucketAt, bucketStarts } from "../numerics/bucketStarts.ts";
import { signedWords } from "../numerics/highHalf.ts";
import { interpolate } from "../numerics/interpolate.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import {
  isotonicRegressor,
  type IsotonicRegressor,
  type IsotonicRegressorLike,
} from "./isotonicRegressor.ts";

/** Of fewer rows, finding each value is faster than preparing to find it; of as many, all stay in a fast cache from class to class. */
const batchRows = 512;

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
    this.regressors = Object.freeze(
      regressors.map((r, j) => isotonicRegressor(Object(r) as IsotonicRegressorLike, `regressors[${j}]`)),
    );
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.regressors.length;
  }

  override calibrateInPlace({ values, rowCount, classCount }: RowBlock): void {
    const { regressors } = this;
    const isBatch = rowCount >= batchRows;
    if (isBatch && batchKernels().interpolateRows?.(values, regressors, probabilityFloor)) return;
    const starts = isBatch && regressors.map(({ xThresholds }) => bucketStarts(xThresholds));
    const words = isBatch && signedWords(values);
    for (let start = 0; start < values.length; start += batchRows * classCount) {
      const end = Math.min(start + batchRows * classCount, values.length);
      for (let j = 0; j < classCount; j++)
        mapColumn(regressors[j]!, starts && starts[j]!, values, words, start + j, end, classCount);
      for (let row = start; row < end; row += classCount) {
        let sum = 0;
        for (let i = row; i < row + classCount; i++) sum += values[i]!;
        for (let i = row; i < row + classCount; i++) values[i]! /= sum;
      }
    }
  }
}

/** @param starts - where each bucket's thresholds are, for a batch; with it the words of all values. */
function mapColumn(
  { xThresholds, yThresholds }: IsotonicRegressor,
  starts: Uint32Array | false,
  values: Float64Array,
  words: Int32Array | false,
  start: number,
  end: number,
  step: number,
): void {
  let from = 0;
  let to = xThresholds.length - 1;
  for (let i = start; i < end; i += step) {
    if (starts && words) {
      const bucket = bucketAt(words, i);
      from = starts[bucket]!;
      to = starts[bucket + 1]! + 1;
    }
    values[i] = Math.max(interpolate(xThresholds, yThresholds, values[i]!, from, to), probabilityFloor);
  }
}
