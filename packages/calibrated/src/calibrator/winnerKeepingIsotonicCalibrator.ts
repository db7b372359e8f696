import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { interpolate } from "../numerics/interpolate.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import {
  isotonicRegressor,
  type IsotonicRegressor,
  type IsotonicRegressorLike,
} from "./isotonicRegressor.ts";

/** How far the top class stays above the next where the map is flat: enough to outlast rounding to 32 bits. */
const lead = 1 + 1e-6;

/**
 * One isotonic map shared by all classes: each probability goes through it, is floored at 1e-12, and the row is divided
 * by its sum. Because the map is the same for all classes and never falls, the order of the classes stays.
 *
 * The top class stays on top whatever the map: where it would tie with a class that was below it, it is put above by a
 * millionth of its value, which 32-bit output keeps as well. Classes that tie in the row tie in the result, so that
 * the first of them is the top class before and after.
 *
 * Source: Zhang, Kailkhura & Han, "Mix-n-Match", ICML 2020 ("IRM", there made strict by adding a small multiple of
 * the input).
 *
 * @example
 * import { WinnerKeepingIsotonicCalibrator } from "calibrated";
 * const regressor = { xThresholds: [0, 0.4, 0.6, 1], yThresholds: [0, 0.4, 0.4, 0.8] };
 * const calibrator = new WinnerKeepingIsotonicCalibrator(regressor);
 * calibrator.calibrate([0, 1]); // => [0, 1]
 * calibrator.calibrate([0.45, 0.55]); // => [0.49999975, 0.50000025]
 */
export class WinnerKeepingIsotonicCalibrator extends BlockCalibrator {
  readonly regressor: IsotonicRegressor;

  /**
   * @param regressor - the map; copied.
   * @throws CalibrationError `invalid-calibrator` if it is not a non-decreasing map into [0, 1].
   */
  constructor(regressor: IsotonicRegressorLike) {
    super();
    this.regressor = isotonicRegressor(regressor, "regressor");
    Object.freeze(this);
  }

  override get classCount(): null {
    return null;
  }

  override calibrateInPlace({ values, rowCount, classCount }: RowBlock): void {
    for (let start = 0; start < rowCount * classCount; start += classCount) {
      const end = start + classCount;
      let top = -Infinity;
      let next = -Infinity;
      for (let j = start; j < end; j++) top = Math.max(top, values[j]!);
      for (let j = start; j < end; j++) if (values[j]! < top) next = Math.max(next, values[j]!);
      const topValue = Math.max(this.#valueOf(top), lead * this.#valueOf(next));
      let sum = 0;
      for (let j = start; j < end; j++) {
        sum += values[j] = values[j] === top ? topValue : this.#valueOf(values[j]!);
      }
      for (let j = start; j < end; j++) values[j]! /= sum;
    }
  }

  #valueOf(probability: number): number {
    // No class is below the top one if all tie.
    if (probability === -Infinity) return 0;
    const { xThresholds, yThresholds } = this.regressor;
    return Math.max(interpolate(xThresholds, yThresholds, probability), probabilityFloor);
  }
}
