import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import { histogramMap, histogramValue, type HistogramMap, type HistogramMapLike } from "./histogramMap.ts";
import { onePerClass } from "./onePerClass.ts";

/**
 * Histogram binning: each class's probability becomes the value of the bin in which it lies. Of two classes one has a
 * histogram and the other is its complement; with more, each class has one, one-vs-rest, and the row is divided by its
 * sum. A row of zeros becomes uniform; exact zeros beside other values stay.
 *
 * Sources: Zadrozny & Elkan, "Obtaining calibrated probability estimates from decision trees and naive Bayesian
 * classifiers", ICML 2001; one-vs-rest as in Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017, §4.2.
 *
 * @example
 * import { HistogramCalibrator } from "calibrated";
 * // Up to 0.5 the second class came true once in 4 times, above it 3 times in 4.
 * const calibrator = new HistogramCalibrator([null, { edges: [0.5], values: [0.25, 0.75] }]);
 * calibrator.calibrate([0.1, 0.9]); // => [0.25, 0.75]
 * calibrator.calibrate([0.5, 0.5]); // => [0.75, 0.25]
 */
export class HistogramCalibrator extends BlockCalibrator {
  /** One per class; null for the one of two classes that is the complement of the other. */
  readonly maps: readonly (HistogramMap | null)[];

  /**
   * @param maps - one per class, in the order of the classes; copied. One of two may be null.
   * @throws CalibrationError `invalid-calibrator` if there is none, one is missing, edges do not increase, or a number
   *   is not in [0, 1].
   */
  constructor(maps: readonly (HistogramMapLike | null)[]) {
    super();
    const names = { problem: "Invalid histogram calibrator", one: "histogram", field: "maps" };
    this.maps = onePerClass(maps, names, histogramMap);
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.maps.length;
  }

  override calibrateInPlace({ values, classCount }: RowBlock): void {
    const complement = this.maps.indexOf(null);
    for (let start = 0; start < values.length; start += classCount) {
      let sum = 0;
      for (let j = 0; j < classCount; j++) {
        const map = this.maps[j]!;
        if (map !== null) sum += values[start + j] = histogramValue(map, values[start + j]!);
      }
      if (complement !== -1) values[start + complement] = 1 - sum;
      else if (sum === 0) values.fill(1 / classCount, start, start + classCount);
      else for (let j = 0; j < classCount; j++) values[start + j]! /= sum;
    }
  }
}
