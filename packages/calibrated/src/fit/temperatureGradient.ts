import type { LabelledRows } from "../data/labelledRows.ts";
import { batchKernels, rowsPerBlock } from "../numerics/batchKernels.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { exp2Into, leastPower } from "../numerics/exp2.ts";
import { probabilityFloor } from "../numerics/floorLog.ts";
import type { Bend } from "../numerics/newtonRoot.ts";
import { plainMoments, sumMoments } from "../numerics/plainMoments.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import { labelRelativeLogs } from "./labelRelativeLogs.ts";

/** The mean NLL at an inverse temperature and its first three derivatives by it, in nats. */
export interface TemperatureSlope extends Bend {
  /** The mean of −ln(max(p, 1e-12)), p the label's probability. */
  readonly nll: number;
}

/**
 * The mean NLL of softmax(b · ln p) and its derivatives by the inverse temperature b = 1/T.
 *
 * With the label-relative logs d, a row's NLL is ln Σ 2^(b d): its slope is the mean of d ln 2 under the shares that
 * 2^(b d) has of the sum, then come their variance, which is never negative, and their third central moment. So the NLL is
 * convex in b.
 *
 * @param kept - {@link keptLogs} of the rows.
 */
export function temperatureGradient(
  rows: LabelledRows,
  kept: Float64Array | null,
  inverseTemperature: number,
): TemperatureSlope {
  const { block, weights } = rows;
  const { rowCount, classCount } = block;
  const slopes = new CompensatedSum();
  const losses = new CompensatedSum();
  let [curvature, third] = [0, 0];
  const step = rowsPerBlock(classCount);
  const moments = new Float64Array(4 * step);
  const rowNlls = new Float64Array(step);
  const logs = kept ?? new Float64Array(step * classCount);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    if (kept === null) labelRelativeLogs(logs, rows, first, last);
    const from = kept === null ? 0 : first * classCount;
    const to = from + (last - first) * classCount;
    momentsOf(moments, logs, from, to, classCount, inverseTemperature);
    for (let i = 0; i < last - first; i++) rowNlls[i] = moments[4 * i]!;
    batchKernels().log2InPlace(rowNlls, 0, last - first, probabilityFloor);
    if (inverseTemperature > mostPlainExponent) {
      for (let start = from, i = 0; start < to; start += classCount, i++)
        rowNlls[i]! += inverseTemperature * largestOf(logs, start, classCount);
    }
    for (let row = first, at = 0; row < last; row++, at += 4) {
      const share = 1 / moments[at]!;
      const mean = moments[at + 1]! * share;
      const square = moments[at + 2]! * share;
      const weight = weights === null ? 1 : weights[row]!;
      slopes.add(weight * mean);
      losses.add(weight * Math.min(rowNlls[row - first]!, mostBits));
      curvature += weight * (square - mean * mean);
      third += weight * (moments[at + 3]! * share - mean * (3 * square - 2 * mean * mean));
    }
  }
  const mass = massOf(rows);
  return {
    value: (slopes.value / mass) * Math.LN2,
    derivative: (curvature / mass) * Math.LN2 ** 2,
    second: (third / mass) * Math.LN2 ** 3,
    nll: (losses.value / mass) * Math.LN2,
  };
}

function massOf({ block, weights }: LabelledRows): number {
  if (weights === null) return block.rowCount;
  const mass = new CompensatedSum();
  for (const weight of weights) mass.add(weight);
  return mass.value;
}

/** −log2 of the floor: what the NLL of a row is at most, in bits. */
const mostBits = -Math.log2(probabilityFloor);

/** Four sums for each row, of 2^(b d) · d^m; of 2^(b (d − the largest d)) where the largest could overflow. */
function momentsOf(
  moments: Float64Array,
  logs: Float64Array,
  from: number,
  to: number,
  classCount: number,
  b: number,
): void {
  if (b <= mostPlainExponent) {
    (batchKernels().momentsOfBlock ?? plainMoments)(moments, logs, from, to, classCount, b);
    return;
  }
  const powers = new Float64Array(to - from);
  for (let start = from; start < to; start += classCount) {
    const max = largestOf(logs, start, classCount);
    for (let j = start; j < start + classCount; j++)
      powers[j - from] = Math.max(b * (logs[j]! - max), leastPower);
  }
  exp2Into(powers, powers, 0, powers.length, 1, 0);
  for (let i = 0; i < powers.length; i++) if (powers[i]! <= 2 ** leastPower) powers[i] = 0;
  sumMoments(moments, powers, logs, from, to, classCount);
}

function largestOf(logs: Float64Array, start: number, classCount: number): number {
  let max = 0;
  for (let j = start; j < start + classCount; j++) if (logs[j]! > max) max = logs[j]!;
  return max;
}
