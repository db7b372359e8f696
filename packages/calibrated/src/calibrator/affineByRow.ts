import { batchKernels, type AffineOfLogs } from "../numerics/batchKernels.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import type { ByRow } from "./calibrateByRow.ts";
import type { Calibrator } from "./calibrator.ts";
import { IdentityCalibrator } from "./identityCalibrator.ts";
import { isPlainTemperature } from "./temperaturesByRow.ts";
import { changesNothing, plainAffineOf, VectorScalingCalibrator } from "./vectorScalingCalibrator.ts";

/** So many slopes of calibrators may stand side by side. */
const mostSlopes = 2 ** 22;

/**
 * Calibrates by row where there is a kernel for it and all calibrators are vector scaling, temperatures or nothing at all, as
 * pooled users' are.
 */
export const affineByRow: ByRow = ({ values, classCount: k }, { keys, indices }) => {
  const kernels = batchKernels();
  if (!kernels.affineByRow || keys.length * k > mostSlopes) return false;
  const count = keys.length;
  const slopes = new Float64Array(count * k);
  const biases = new Float64Array(count * k);
  const [kept, added] = [new Float64Array(count), new Float64Array(count)];
  for (const [i, calibrator] of keys.entries()) {
    if (calibrator instanceof IdentityCalibrator) continue;
    const map = affineOf(calibrator, k);
    if (map === null) return false;
    slopes.set(map.slopes, i * k);
    biases.set(map.biases, i * k);
    kept[i] = map.kept;
    added[i] = map.added;
  }
  return kernels.affineByRow(values, k, { slopes, biases, kept, added, indices }, probabilityFloor);
};

/** Null for what is none, or needs care for the last digits. */
function affineOf(calibrator: Calibrator, classCount: number): AffineOfLogs | null {
  if (calibrator instanceof VectorScalingCalibrator) {
    return changesNothing(calibrator) ? nothing(classCount) : plainAffineOf(calibrator);
  }
  if (!isPlainTemperature(calibrator)) return null;
  const { temperature } = calibrator;
  if (temperature === 1) return nothing(classCount);
  return { ...nothing(classCount), slopes: new Float64Array(classCount).fill(1 / temperature), kept: 1 };
}

/** What leaves rows as they are: nothing of them is kept, and nothing added. */
function nothing(classCount: number): AffineOfLogs {
  const zeros = new Float64Array(classCount);
  return { slopes: zeros, biases: zeros, kept: 0, added: 0 };
}
