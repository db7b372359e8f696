import { rowsPerBlock } from "./batchKernels.ts";
import { CompensatedSum } from "./compensatedSum.ts";
import { exp2Into, leastNormal, leastPower } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";
import { mostPlainExponent } from "./powersInRows.ts";
import { probabilityFloor } from "./probabilityFloor.ts";
import type { SlopeRows, SlopeSeries, SlopeSums } from "./slopeRows.ts";

/** −log2 of the floor: what the NLL of a row is at most, in bits; the nearest double. */
const mostBits = 39.86313713864835;

/** `rowSlopes` without WebAssembly, and its oracle. */
export function plainSlopes(rows: SlopeRows, b: number): SlopeSums {
  const losses = new Losses();
  let [curvature, third] = [0, 0];
  forEachBlock(rows, (logs, weights, befores) => {
    const { moments, taken } = momentsOf(logs, rows.classCount, b, 4);
    losses.add(moments, 4, taken, weights, befores);
    for (let i = 0, at = 0; i < weights.length; i++, at += 4) {
      const share = 1 / moments[at]!;
      const mean = moments[at + 1]! * share;
      const square = moments[at + 2]! * share;
      curvature += weights[i]! * (square - mean * mean);
      third += weights[i]! * (moments[at + 3]! * share - mean * (3 * square - 2 * mean * mean));
    }
  });
  return { ...losses.sums(), curvature, third };
}

/** How many coefficients a series has. */
const termCount = 7;
/** 1 / n!, n from 0 to 7. */
const inverseFactorials = Float64Array.of(1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040);

/**
 * `slopeSeries` without WebAssembly, and its oracle.
 *
 * With c[n] = (Σ 2^(b d) d^n / Σ 2^(b d)) / n!, a row's Σ 2^((b + u / ln 2) d) is proportional to the series of c, and its slope
 * is the derivative of that, divided by it.
 */
export function plainSlopeSeries(rows: SlopeRows, b: number): SlopeSeries {
  const losses = new Losses();
  const terms = new Float64Array(termCount);
  const c = new Float64Array(termCount + 1);
  const quotients = new Float64Array(termCount);
  forEachBlock(rows, (logs, weights, befores) => {
    const { moments, taken } = momentsOf(logs, rows.classCount, b, termCount + 1);
    losses.add(moments, termCount + 1, taken, weights, befores);
    for (let i = 0, at = 0; i < weights.length; i++, at += termCount + 1) {
      const share = 1 / moments[at]!;
      for (let n = 0; n <= termCount; n++) c[n] = moments[at + n]! * share * inverseFactorials[n]!;
      quotients[0] = c[1]!;
      for (let n = 1; n < termCount; n++) {
        let quotient = (n + 1) * c[n + 1]!;
        for (let k = n; k > 0; k--) quotient -= c[k]! * quotients[n - k]!;
        quotients[n] = quotient;
        terms[n]! += weights[i]! * quotient;
      }
    }
  });
  const { nll, nllBefore, slope } = losses.sums();
  terms[0] = slope;
  return { nll, nllBefore, terms };
}

/** Hands out the label-relative logarithms of some rows at a time, with their weights and their NLLs before. */
function forEachBlock(
  { values, areLogs, classCount, labels, weights }: SlopeRows,
  add: (logs: Float64Array, weights: Float64Array, befores: Float64Array) => void,
): void {
  const step = Math.min(rowsPerBlock(classCount), labels.length);
  const memory = new Float64Array(step * classCount);
  for (let first = 0; first < labels.length; first += step) {
    const last = Math.min(first + step, labels.length);
    const count = last - first;
    const logs = count === step ? memory : memory.subarray(0, count * classCount);
    logs.set(values.subarray(first * classCount, last * classCount));
    if (!areLogs) log2InPlace(logs, 0, logs.length, probabilityFloor);
    const befores = new Float64Array(count);
    for (let i = 0, start = 0; i < count; i++) {
      const own = logs[start + labels[first + i]!]!;
      befores[i] = -(own * Math.LN2);
      for (const end = start + classCount; start < end; start++) logs[start]! -= own;
    }
    add(logs, weights?.subarray(first, last) ?? new Float64Array(count).fill(1), befores);
  }
}

/** The sums of slopes and NLLs. */
class Losses {
  readonly #nlls = new CompensatedSum();
  readonly #slopes = new CompensatedSum();
  readonly #befores = new CompensatedSum();

  /** @param stride - how many moments each row has. */
  add(
    moments: Float64Array,
    stride: number,
    taken: Float64Array | null,
    weights: Float64Array,
    befores: Float64Array,
  ): void {
    const count = weights.length;
    const bits = new Float64Array(count);
    for (let i = 0; i < count; i++) bits[i] = moments[stride * i]!;
    log2InPlace(bits, 0, count, probabilityFloor);
    if (taken !== null) for (let i = 0; i < count; i++) bits[i]! += taken[i]!;
    for (let i = 0, at = 0; i < count; i++, at += stride) {
      const weight = weights[i]!;
      this.#slopes.add(weight * (moments[at + 1]! * (1 / moments[at]!)));
      this.#nlls.add(weight * Math.min(bits[i]!, mostBits));
      this.#befores.add(weight * befores[i]!);
    }
  }

  sums(): Pick<SlopeSums, "nll" | "slope" | "nllBefore"> {
    return { nll: this.#nlls.value, slope: this.#slopes.value, nllBefore: this.#befores.value };
  }
}

interface Moments {
  /** So many for each row: the sums of 2^(b d) · d^m. */
  readonly moments: Float64Array;
  /** What was taken out of each row's exponents; null for nothing. */
  readonly taken: Float64Array | null;
}

/** The sums of 2^(b d) · d^m for m below `count`; of 2^(b (d − the largest d)) where the largest could overflow. */
function momentsOf(logs: Float64Array, classCount: number, b: number, count: number): Moments {
  const end = logs.length;
  const powers = new Float64Array(end);
  if (b <= mostPlainExponent) {
    exp2Into(powers, logs, 0, end, b, 0);
    return { moments: sumsInPairs(powers, logs, classCount, count), taken: null };
  }
  const taken = new Float64Array(end / classCount);
  for (let i = 0, start = 0; start < end; i++, start += classCount) {
    const max = largestOf(logs, start, classCount);
    taken[i] = b * max;
    for (let j = start; j < start + classCount; j++) powers[j] = Math.max(b * (logs[j]! - max), leastPower);
  }
  exp2Into(powers, powers, 0, end, 1, 0);
  for (let i = 0; i < end; i++) if (powers[i]! <= leastNormal) powers[i] = 0;
  return { moments: sumsInPairs(powers, logs, classCount, count), taken };
}

function largestOf(logs: Float64Array, start: number, classCount: number): number {
  let max = 0;
  for (let j = start; j < start + classCount; j++) if (logs[j]! > max) max = logs[j]!;
  return max;
}

/** The sums of powers · d^m of each row, those of the even and of the odd classes added at the end. */
function sumsInPairs(
  powersOfD: Float64Array,
  logs: Float64Array,
  classCount: number,
  count: number,
): Float64Array {
  const sums = new Float64Array((logs.length / classCount) * count);
  if (count === 4) {
    fourSums(sums, powersOfD, logs, classCount);
    return sums;
  }
  const pairs = classCount - (classCount % 2);
  for (let m = 0; m < count; m++) {
    for (let start = 0, to = m; start < logs.length; start += classCount, to += count) {
      let [even, odd] = [0, 0];
      const pairsEnd = start + pairs;
      for (let j = start; j < pairsEnd; j += 2) {
        const [one, other] = [powersOfD[j]!, powersOfD[j + 1]!];
        even += one;
        odd += other;
        powersOfD[j] = one * logs[j]!;
        powersOfD[j + 1] = other * logs[j + 1]!;
      }
      if (pairs < classCount) {
        even += powersOfD[pairsEnd]!;
        powersOfD[pairsEnd]! *= logs[pairsEnd]!;
      }
      sums[to] = even + odd;
    }
  }
  return sums;
}

/** The same of four sums, in one loop. */
function fourSums(sums: Float64Array, powersOfD: Float64Array, logs: Float64Array, classCount: number): void {
  const pairs = classCount - (classCount % 2);
  for (let start = 0, to = 0; start < logs.length; start += classCount, to += 4) {
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
    sums[to] = even0 + odd0;
    sums[to + 1] = even1 + odd1;
    sums[to + 2] = even2 + odd2;
    sums[to + 3] = even3 + odd3;
  }
}
