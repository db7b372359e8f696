import { IdentityCalibrator, IsotonicCalibrator, TemperatureCalibrator, type Calibrator } from "calibrated";

/** A calibrator in a few words. */
export function describeCalibrator(calibrator: Calibrator): string {
  if (calibrator instanceof TemperatureCalibrator) {
    const { temperature } = calibrator;
    const effect = temperature > 1 ? ", softens" : temperature < 1 ? ", sharpens" : "";
    return `temperature ${temperature.toPrecision(5)}${effect}`;
  }
  if (calibrator instanceof IsotonicCalibrator) {
    const thresholds = calibrator.regressors.map(({ xThresholds }) => xThresholds.length);
    return `isotonic with ${thresholds.join(", ")} thresholds`;
  }
  return calibrator instanceof IdentityCalibrator ? "identity" : "a third-party calibrator";
}
