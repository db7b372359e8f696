import { rowsPerBlock } from "./batchKernels.ts";
import { CompensatedSum } from "./compensatedSum.ts";
import { exp2Into, leastPower } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";
import { mostPlainExponent } from "./powersInRows.ts";
import { probabilityFloor } from "./probabilityFloor.ts";
import type { SlopeRows, SlopeSums } from "./rowSlopes.ts";

/** −log2 of the floor: what the NLL of a row is at most, in bits; the nearest double. */
const mostBits = 39.86313713864835;

/** `rowSlopes` without WebAssembly, and its oracle. */
export function plainSlopes(rows: SlopeRows, b: number): SlopeSums {
  const { values, areLogs, classCount, labels, weights } = rows;
  const [nlls, slopes, befores] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  let [curvature, third] = [0, 0];
  const step = rowsPerBlock(classCount);
  const size = step * classCount;
  const logs = new Float64Array(size);
  const moments = new Float64Array(4 * step);
  const bits = new Float64Array(step);
  for (let first = 0; first < labels.length; first += step) {
    const count = Math.min(step, labels.length - first);
    const end = count * classCount;
    logs.set(values.subarray(first * classCount, first * classCount + end));
    if (!areLogs) log2InPlace(logs, 0, end, probabilityFloor);
    for (let i = 0, start = 0; i < count; i++, start += classCount) {
      const weight = weights === null ? 1 : weights[first + i]!;
      const own = logs[start + labels[first + i]!]!;
      befores.add(weight * -(own * Math.LN2));
      for (let j = start; j < start + classCount; j++) logs[j]! -= own;
    }
    const largest = sumMoments(moments, logs, end, classCount, b);
    for (let i = 0; i < count; i++) bits[i] = moments[4 * i]!;
    log2InPlace(bits, 0, count, probabilityFloor);
    for (let i = 0, at = 0; i < count; i++, at += 4) {
      const weight = weights === null ? 1 : weights[first + i]!;
      const share = 1 / moments[at]!;
      const mean = moments[at + 1]! * share;
      const square = moments[at + 2]! * share;
      slopes.add(weight * mean);
      nlls.add(weight * Math.min(bits[i]! + (largest?.[i] ?? 0), mostBits));
      curvature += weight * (square - mean * mean);
      third += weight * (moments[at + 3]! * share - mean * (3 * square - 2 * mean * mean));
    }
  }
  return { nll: nlls.value, slope: slopes.value, curvature, third, nllBefore: befores.value };
}

/**
 * For each row of d the four sums of 2^(b d) · d^m, m from 0 to 3; of 2^(b (d − the largest d)) where the largest could
 * overflow.
 *
 * @returns what was taken out of each row's exponents; null for nothing.
 */
function sumMoments(
  moments: Float64Array,
  logs: Float64Array,
  end: number,
  classCount: number,
  b: number,
): Float64Array | null {
  const powers = new Float64Array(end);
  if (b <= mostPlainExponent) {
    exp2Into(powers, logs, 0, end, b, 0);
    addInPairs(moments, powers, logs, classCount);
    return null;
  }
  const taken = new Float64Array(end / classCount);
  for (let i = 0, start = 0; start < end; i++, start += classCount) {
    const max = largestOf(logs, start, classCount);
    taken[i] = b * max;
    for (let j = start; j < start + classCount; j++) powers[j] = Math.max(b * (logs[j]! - max), leastPower);
  }
  exp2Into(powers, powers, 0, end, 1, 0);
  for (let i = 0; i < end; i++) if (powers[i]! <= 2 ** leastPower) powers[i] = 0;
  addInPairs(moments, powers, logs, classCount);
  return taken;
}

function largestOf(logs: Float64Array, start: number, classCount: number): number {
  let max = 0;
  for (let j = start; j < start + classCount; j++) if (logs[j]! > max) max = logs[j]!;
  return max;
}

/** The sums of powers · d^m, those of the even and of the odd classes added at the end. */
function addInPairs(
  moments: Float64Array,
  powersOfD: Float64Array,
  logs: Float64Array,
  classCount: number,
): void {
  const pairs = classCount - (classCount % 2);
  for (let start = 0, at = 0; start < powersOfD.length; start += classCount, at += 4) {
    let [even0, even1, even2, even3] = [0, 0, 0, 0];
    let [odd0, odd1, odd2, odd3] = [0, 0, 0, 0];
    for (let j = start; j < start + classCount; j += 2) {
      const d = logs[j]!;
      const power = powersOfD[j]!;
      const one = power * d;
      const two = one * d;
      even0 += power;
      even1 += one;
      even2 += two;
      even3 += two * d;
      if (j === start + pairs) break;
      const e = logs[j + 1]!;
      const other = powersOfD[j + 1]!;
      const first = other * e;
      const second = first * e;
      odd0 += other;
      odd1 += first;
      odd2 += second;
      odd3 += second * e;
    }
    moments[at] = even0 + odd0;
    moments[at + 1] = even1 + odd1;
    moments[at + 2] = even2 + odd2;
    moments[at + 3] = even3 + odd3;
  }
}
