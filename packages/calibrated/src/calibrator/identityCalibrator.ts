import { BlockCalibrator } from "./blockCalibrator.ts";

/**
 * Leaves every value as it is: what serves when nothing was fitted.
 *
 * @example
 * import { IdentityCalibrator } from "calibrated";
 * new IdentityCalibrator().calibrate([0.7, 0.3]); // => [0.7, 0.3]
 */
export class IdentityCalibrator extends BlockCalibrator {
  constructor() {
    super();
    Object.freeze(this);
  }

  override get classCount(): null {
    return null;
  }

  override calibrateInPlace(): void {}
}
