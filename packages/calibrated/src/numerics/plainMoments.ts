import { blockSize } from "./batchKernels.ts";
import { exp2Into } from "./exp2.ts";

let powers = new Float64Array(blockSize);

/** The plain kernel of `momentsOfBlock` in `BatchKernels`. */
export function plainMoments(
  moments: Float64Array,
  logs: Float64Array,
  from: number,
  to: number,
  classCount: number,
  b: number,
): void {
  if (powers.length < to - from) powers = new Float64Array(to - from);
  exp2Into(powers, logs, from, to, b, -from);
  sumMoments(moments, powers, logs, from, to, classCount);
}

/** The sums of powers · d^m, those of the even and of the odd classes added at the end. */
export function sumMoments(
  moments: Float64Array,
  powersOfD: Float64Array,
  logs: Float64Array,
  from: number,
  to: number,
  classCount: number,
): void {
  const pairs = classCount - (classCount % 2);
  for (let start = from, at = 0; start < to; start += classCount, at += 4) {
    let [even0, even1, even2, even3] = [0, 0, 0, 0];
    let [odd0, odd1, odd2, odd3] = [0, 0, 0, 0];
    for (let j = start; j < start + classCount; j += 2) {
      const d = logs[j]!;
      const power = powersOfD[j - from]!;
      const one = power * d;
      const two = one * d;
      even0 += power;
      even1 += one;
      even2 += two;
      even3 += two * d;
      if (j === start + pairs) break;
      const e = logs[j + 1]!;
      const other = powersOfD[j + 1 - from]!;
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
