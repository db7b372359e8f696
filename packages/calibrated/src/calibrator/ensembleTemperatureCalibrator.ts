import { CalibrationError } from "../errors.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import { finiteNumbers } from "./finiteNumbers.ts";
import { TemperatureCalibrator } from "./temperatureCalibrator.ts";

/** How far the sum of the weights may be from 1: some roundings, so that rows keep their sum. */
const weightSumTolerance = 1e-12;

/**
 * Three opinions on a row, mixed: the row at temperature T, the row as it is, and the uniform. With the weights w,
 * w₀ · softmax(ln(max(p, 1e-12)) / T) + w₁ · p + w₂ / k.
 *
 * The order of the classes in a row, and so the accuracy, stays as it is. With a weight of the uniform above 0 no
 * probability is below w₂ / k.
 *
 * Source: Zhang, Kailkhura & Han, "Mix-n-Match: Ensemble and Compositional Methods for Uncertainty Calibration in Deep
 * Learning", ICML 2020, §3.2.
 *
 * @example
 * import { EnsembleTemperatureCalibrator } from "calibrated";
 * // Half of the square roots, 3 : 1, a quarter of the row itself and a quarter of 1 : 1.
 * const calibrator = new EnsembleTemperatureCalibrator({ temperature: 2, weights: [0.5, 0.25, 0.25] });
 * calibrator.calibrate([0.9, 0.1]); // => [0.725, 0.275]
 */
export class EnsembleTemperatureCalibrator extends BlockCalibrator {
  readonly temperature: number;
  /** Those of the scaled row, the raw row and the uniform. */
  readonly weights: Float64Array;

  /**
   * @param parameters.temperature - T, finite and > 0.
   * @param parameters.weights - w, those of the scaled row, the raw row and the uniform: ≥ 0, with a sum of 1 within
   *   1e-12; copied.
   * @throws CalibrationError `invalid-calibrator` naming the field.
   */
  constructor({
    temperature,
    weights,
  }: {
    readonly temperature: number;
    readonly weights: ArrayLike<number>;
  }) {
    super();
    this.temperature = new TemperatureCalibrator(temperature).temperature;
    this.weights = finiteNumbers(weights, "weights", { count: 3, least: 0 });
    const sum = this.weights.reduce((total, weight) => total + weight, 0);
    if (!(Math.abs(sum - 1) <= weightSumTolerance)) {
      throw new CalibrationError("invalid-calibrator", {
        problem: "Invalid calibrator",
        expected: `weights with a sum of 1 within ${weightSumTolerance}`,
        found: `a sum of ${sum}`,
        field: "weights",
      });
    }
    Object.freeze(this);
  }

  override get classCount(): null {
    return null;
  }

  override calibrateInPlace(block: RowBlock): void {
    const [ofScaled, ofRaw, ofUniform] = this.weights as unknown as readonly [number, number, number];
    if (ofRaw === 1) return;
    const { values, classCount } = block;
    const raw = ofRaw === 0 ? null : values.slice();
    new TemperatureCalibrator(this.temperature).calibrateInPlace(block);
    const added = ofUniform / classCount;
    if (raw === null) {
      for (let i = 0; i < values.length; i++) values[i] = ofScaled * values[i]! + added;
      return;
    }
    for (let i = 0; i < values.length; i++) values[i] = ofScaled * values[i]! + ofRaw * raw[i]! + added;
  }
}
