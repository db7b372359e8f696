import { batchKernels } from "../numerics/batchKernels.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { mostExactExponent } from "../numerics/powersInRows.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import type { Calibrator } from "./calibrator.ts";
import { TemperatureCalibrator } from "./temperatureCalibrator.ts";

/** Calibrates by row, as {@link calibrateByRow} does, where all calibrators are temperatures and there is a kernel for it. */
export function temperaturesByRow(
  { values, classCount }: RowBlock,
  calibrators: readonly Calibrator[],
  rows: Uint32Array,
  starts: Uint32Array,
): boolean {
  const { powersByRow } = batchKernels();
  if (!powersByRow || !calibrators.every(isPlain)) return false;
  const exponents = new Float64Array(rows.length);
  calibrators.forEach(({ temperature }, i) => {
    for (let at = starts[i]!; at < starts[i + 1]!; at++) exponents[rows[at]!] = 1 / temperature;
  });
  powersByRow(values, classCount, exponents, probabilityFloor);
  return true;
}

function isPlain(calibrator: Calibrator): calibrator is TemperatureCalibrator {
  return calibrator instanceof TemperatureCalibrator && calibrator.temperature * mostExactExponent >= 1;
}
