import type { LabelledRows } from "../data/labelledRows.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { floorLog } from "../numerics/floorLog.ts";
import type { Slope } from "../numerics/increasingRoot.ts";

/** d[i, j] = ln p[i, j] − ln p[i, label of i]: all that the NLL of temperature scaling depends on. */
export function labelRelativeLogs({ block, labels }: LabelledRows): Float64Array {
  const { values, rowCount, classCount } = block;
  const logs = new Float64Array(values.length);
  for (let row = 0; row < rowCount; row++) {
    const start = row * classCount;
    const own = floorLog(values[start + labels[row]!]!);
    for (let j = 0; j < classCount; j++) logs[start + j] = floorLog(values[start + j]!) - own;
  }
  return logs;
}

/**
 * The first and second derivative, by the inverse temperature b = 1/T, of the mean NLL of softmax(b · ln p).
 *
 * With the label-relative logs d, a row's NLL is ln Σ exp(b · d): its slope is the mean of d under
 * softmax(b · d), its curvature their variance, which is never negative. So the NLL is convex in b.
 */
export function temperatureGradient(
  logs: Float64Array,
  { block, weights }: LabelledRows,
  inverseTemperature: number,
): Slope {
  const { rowCount, classCount } = block;
  const slopes = new CompensatedSum();
  const curvatures = new CompensatedSum();
  const mass = new CompensatedSum();
  for (let row = 0; row < rowCount; row++) {
    const start = row * classCount;
    const end = start + classCount;
    // The label's own d is 0, so the largest is never negative and no exponential overflows.
    let max = 0;
    for (let j = start; j < end; j++) if (logs[j]! > max) max = logs[j]!;
    let sum = 0;
    let first = 0;
    for (let j = start; j < end; j++) {
      const share = Math.exp(inverseTemperature * (logs[j]! - max));
      sum += share;
      first += share * logs[j]!;
    }
    const mean = first / sum;
    let second = 0;
    for (let j = start; j < end; j++) {
      const distance = logs[j]! - mean;
      second += Math.exp(inverseTemperature * (logs[j]! - max)) * distance * distance;
    }
    const weight = weights === null ? 1 : weights[row]!;
    slopes.add(weight * mean);
    curvatures.add((weight * second) / sum);
    mass.add(weight);
  }
  return { value: slopes.value / mass.value, derivative: curvatures.value / mass.value };
}
