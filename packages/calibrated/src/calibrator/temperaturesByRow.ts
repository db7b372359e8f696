import { batchKernels } from "../numerics/batchKernels.ts";
import { mostExactExponent } from "../numerics/powersInRows.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import type { ByRow } from "./calibrateByRow.ts";
import type { Calibrator } from "./calibrator.ts";
import { TemperatureCalibrator } from "./temperatureCalibrator.ts";

/** Calibrates by row where all calibrators are temperatures and there is a kernel for it. */
export const temperaturesByRow: ByRow = ({ values, classCount }, { keys, indices }) => {
  const { powersByRow } = batchKernels();
  if (!powersByRow || !keys.every(isPlainTemperature)) return false;
  const exponents = Float64Array.from(keys, ({ temperature }) => 1 / temperature);
  powersByRow(values, classCount, exponents, indices, probabilityFloor);
  return true;
};

/** Whether a calibrator is a temperature that needs no care for the last digits. */
export function isPlainTemperature(calibrator: Calibrator): calibrator is TemperatureCalibrator {
  return calibrator instanceof TemperatureCalibrator && calibrator.temperature * mostExactExponent >= 1;
}
