import type { LabelledRows } from "../data/labelledRows.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { exp2Into, leastPower } from "../numerics/exp2.ts";
import { probabilityFloor } from "../numerics/floorLog.ts";
import type { Slope } from "../numerics/increasingRoot.ts";
import { log2InPlace } from "../numerics/log2.ts";
import { mostPlainExponent, rowsPerBlock } from "../numerics/powersInRows.ts";

/** d[i, j] = log2 p[i, j] − log2 p[i, label of i]: all that the NLL of temperature scaling depends on. */
export function labelRelativeLogs({ block, labels }: LabelledRows): Float64Array {
  const { rowCount, classCount } = block;
  const logs = block.values.slice();
  const step = rowsPerBlock(classCount);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    log2InPlace(logs, first * classCount, last * classCount, probabilityFloor);
    for (let row = first; row < last; row++) {
      const start = row * classCount;
      const own = logs[start + labels[row]!]!;
      for (let j = start; j < start + classCount; j++) logs[j]! -= own;
    }
  }
  return logs;
}

/** A slope with one derivative more, for a step of the third order. */
export interface TemperatureSlope extends Slope {
  readonly second: number;
}

/**
 * The first, second and third derivative, by the inverse temperature b = 1/T, of the mean NLL of softmax(b · ln p), in
 * nats.
 *
 * With the label-relative logs d, a row's NLL is ln Σ 2^(b d): its slope is the mean of d ln 2 under the shares that
 * 2^(b d) has of the sum, then come their variance, which is never negative, and their third central moment. So the NLL is
 * convex in b.
 */
export function temperatureGradient(
  logs: Float64Array,
  { block, weights }: LabelledRows,
  inverseTemperature: number,
): TemperatureSlope {
  const { rowCount, classCount } = block;
  const slopes = new CompensatedSum();
  const mass = new CompensatedSum();
  let [curvature, third] = [0, 0];
  const step = rowsPerBlock(classCount);
  const powers = new Float64Array(step * classCount);
  const largest = new Float64Array(step);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    const some = logs.subarray(first * classCount, last * classCount);
    powersOfBlock(powers, largest, some, classCount, inverseTemperature);
    for (let row = first; row < last; row++) {
      const start = row * classCount;
      const offset = first * classCount;
      let [sum, one, two, three] = [0, 0, 0, 0];
      for (let j = start; j < start + classCount; j++) {
        const d = logs[j]!;
        const power = powers[j - offset]!;
        const moment = power * d;
        sum += power;
        one += moment;
        two += moment * d;
        three += moment * d * d;
      }
      const mean = one / sum;
      const square = two / sum;
      const weight = weights === null ? 1 : weights[row]!;
      slopes.add(weight * mean);
      mass.add(weight);
      curvature += weight * (square - mean * mean);
      third += weight * (three / sum - mean * (3 * square - 2 * mean * mean));
    }
  }
  return {
    value: (slopes.value / mass.value) * Math.LN2,
    derivative: (curvature / mass.value) * Math.LN2 ** 2,
    second: (third / mass.value) * Math.LN2 ** 3,
  };
}

/** The mean of −ln(max(p, 1e-12)), p the label's probability under softmax(b · ln p), in nats. */
export function temperatureNll(
  logs: Float64Array,
  { block, weights }: LabelledRows,
  inverseTemperature: number,
): number {
  const { rowCount, classCount } = block;
  const losses = new CompensatedSum();
  const mass = new CompensatedSum();
  const step = rowsPerBlock(classCount);
  const powers = new Float64Array(step * classCount);
  const largest = new Float64Array(step);
  const sums = new Float64Array(step);
  const most = -Math.log2(probabilityFloor);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    const some = logs.subarray(first * classCount, last * classCount);
    powersOfBlock(powers, largest, some, classCount, inverseTemperature);
    for (let row = 0, at = 0; row < last - first; row++) {
      let sum = 0;
      for (let j = 0; j < classCount; j++) sum += powers[at++]!;
      sums[row] = sum;
    }
    log2InPlace(sums, 0, last - first, probabilityFloor);
    for (let row = first; row < last; row++) {
      const weight = weights === null ? 1 : weights[row]!;
      losses.add(weight * Math.min(sums[row - first]! + largest[row - first]!, most));
      mass.add(weight);
    }
  }
  return (losses.value / mass.value) * Math.LN2;
}

/**
 * 2^(b d − largest), with `largest`, one per row, 0 where nothing can overflow and else the greatest b d.
 *
 * @param logs - those of the block alone.
 */
function powersOfBlock(
  powers: Float64Array,
  largest: Float64Array,
  logs: Float64Array,
  classCount: number,
  b: number,
): void {
  if (b <= mostPlainExponent) {
    exp2Into(powers, logs, 0, logs.length, b);
    return;
  }
  for (let row = 0, start = 0; start < logs.length; row++, start += classCount) {
    let max = 0;
    for (let j = start; j < start + classCount; j++) if (logs[j]! > max) max = logs[j]!;
    for (let j = start; j < start + classCount; j++) powers[j] = Math.max(b * (logs[j]! - max), leastPower);
    largest[row] = b * max;
  }
  exp2Into(powers, powers, 0, logs.length, 1);
  for (let i = 0; i < logs.length; i++) if (powers[i]! <= 2 ** leastPower) powers[i] = 0;
}
