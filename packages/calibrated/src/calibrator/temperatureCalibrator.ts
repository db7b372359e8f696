import { CalibrationError } from "../errors.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { powersInRows } from "../numerics/powersInRows.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";

/**
 * Temperature scaling: softmax(ln(max(p, 1e-12)) / T). T > 1 softens, T < 1 sharpens, T = 1 leaves every value
 * unchanged. The order of the classes in a row, and so the accuracy, stays as it is, but for classes that
 * come so close that the precision of the row cannot tell them apart. Off by less than 2e-15.
 *
 * Source: Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, §4.2.
 *
 * @example
 * import { TemperatureCalibrator } from "calibrated";
 * new TemperatureCalibrator(2).calibrate([0.9, 0.1]); // => [0.75, 0.25]
 */
export class TemperatureCalibrator extends BlockCalibrator {
  readonly temperature: number;

  /**
   * @param temperature - T, finite and > 0; default 1.
   * @throws CalibrationError `invalid-calibrator` for any other T.
   */
  constructor(temperature = 1) {
    super();
    if (!(typeof temperature === "number" && temperature > 0 && temperature < Infinity)) {
      throw new CalibrationError("invalid-calibrator", {
        problem: "Invalid temperature",
        expected: "a finite number above 0",
        found: String(temperature),
        field: "temperature",
      });
    }
    this.temperature = temperature;
    Object.freeze(this);
  }

  override get classCount(): null {
    return null;
  }

  override calibrateInPlace({ values, classCount }: RowBlock): void {
    if (this.temperature === 1) return;
    const exponent = Math.min(1 / this.temperature, Number.MAX_VALUE);
    powersInRows(values, classCount, exponent, probabilityFloor);
  }
}
