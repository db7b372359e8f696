import type { LabelledRows } from "../data/labelledRows.ts";
import { batchKernels, blockSize, rowsPerBlock } from "../numerics/batchKernels.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { exp2Into, leastPower } from "../numerics/exp2.ts";
import type { Bend } from "../numerics/newtonRoot.ts";
import { plainMoments, sumMoments } from "../numerics/plainMoments.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { labelRelativeLogs } from "./labelRelativeLogs.ts";

/**
 * The first three derivatives of the mean NLL of softmax(b · ln p) by the inverse temperature b = 1/T, in nats.
 *
 * With the label-relative logs d, a row's NLL is ln Σ 2^(b d): its slope is the mean of d ln 2 under the shares that
 * 2^(b d) has of the sum, then come their variance, which is never negative, and their third central moment. So the NLL is
 * convex in b.
 *
 * @param kept - {@link keptLogs} of the rows.
 * @param sums - receives Σ 2^(b d) of each row, with up to `mostPlainExponent` as b; see {@link nllOfSums}.
 */
export function temperatureGradient(
  rows: LabelledRows,
  kept: Float64Array | null,
  inverseTemperature: number,
  sums: Float64Array,
): Bend {
  const { block, weights } = rows;
  const { rowCount, classCount } = block;
  const slopes = new CompensatedSum();
  let [curvature, third] = [0, 0];
  const step = rowsPerBlock(classCount);
  const moments = new Float64Array(4 * step);
  const logs = kept ?? new Float64Array(step * classCount);
  for (let first = 0; first < rowCount; first += step) {
    const last = Math.min(first + step, rowCount);
    if (kept === null) labelRelativeLogs(logs, rows, first, last);
    const from = kept === null ? 0 : first * classCount;
    const to = from + (last - first) * classCount;
    momentsOf(moments, logs, from, to, classCount, inverseTemperature);
    for (let row = first, at = 0; row < last; row++, at += 4) {
      const sum = moments[at]!;
      sums[row] = sum;
      const share = 1 / sum;
      const mean = moments[at + 1]! * share;
      const square = moments[at + 2]! * share;
      const weight = weights === null ? 1 : weights[row]!;
      slopes.add(weight * mean);
      curvature += weight * (square - mean * mean);
      third += weight * (moments[at + 3]! * share - mean * (3 * square - 2 * mean * mean));
    }
  }
  const mass = massOf(rows);
  return {
    value: (slopes.value / mass) * Math.LN2,
    derivative: (curvature / mass) * Math.LN2 ** 2,
    second: (third / mass) * (Math.LN2 * Math.LN2 * Math.LN2),
  };
}

/** The mean of −ln(max(p, 1e-12)), p the label's probability at the b that {@link temperatureGradient} got the sums for. */
export function nllOfSums(sums: Float64Array, rows: LabelledRows): number {
  const { weights } = rows;
  const losses = new CompensatedSum();
  const bits = new Float64Array(Math.min(blockSize, sums.length));
  for (let first = 0; first < sums.length; first += blockSize) {
    const count = Math.min(blockSize, sums.length - first);
    bits.set(sums.subarray(first, first + count));
    batchKernels().log2InPlace(bits, 0, count, probabilityFloor);
    for (let i = 0; i < count; i++) {
      const weight = weights === null ? 1 : weights[first + i]!;
      losses.add(weight * Math.min(bits[i]!, mostBits));
    }
  }
  return (losses.value / massOf(rows)) * Math.LN2;
}

function massOf({ block, weights }: LabelledRows): number {
  if (weights === null) return block.rowCount;
  const mass = new CompensatedSum();
  for (const weight of weights) mass.add(weight);
  return mass.value;
}

/** −log2 of the floor: what the NLL of a row is at most, in bits; the nearest double. */
const mostBits = 39.86313713864835;

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
