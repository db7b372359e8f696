import { batchKernels, rowsPerBlock } from "../numerics/batchKernels.ts";
import { exp2Into, leastPower } from "../numerics/exp2.ts";
import { floorLogsInPlace } from "../numerics/floorLog.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";

/** softmax(scale_j · ln((1 − u) p_j + u / k) + bias_j): the family that users' calibrators are of. */
export interface AffineMap {
  /** u, the weight of the uniform that each row is mixed with first. */
  readonly uniformShare: number;
  /** k numbers. */
  readonly scales: Float64Array;
  readonly biases: Float64Array;
}

export function identityMap(classCount: number): AffineMap {
  return {
    uniformShare: 0,
    scales: new Float64Array(classCount).fill(1),
    biases: new Float64Array(classCount),
  };
}

export function isIdentity({ scales, biases }: AffineMap): boolean {
  return scales.every((scale) => scale === 1) && biases.every((bias) => bias === 0);
}

/** The logarithms of the rows mixed with the uniform; n × k, nats. */
export function mixedLogs({ values, classCount }: RowBlock, uniformShare: number): Float64Array {
  const floor = uniformShare / classCount;
  const logs = new Float64Array(values.length);
  for (let i = 0; i < logs.length; i++) logs[i] = (1 - uniformShare) * values[i]! + floor;
  floorLogsInPlace(logs, 0, logs.length);
  return logs;
}

const lastLogs = new WeakMap<RowBlock, { readonly uniformShare: number; readonly logs: Float64Array }>();

/** {@link mixedLogs} of rows that nobody changes, to read only; those asked for last are kept as long as the block. */
export function keptMixedLogs(block: RowBlock, uniformShare: number): Float64Array {
  const last = lastLogs.get(block);
  if (last?.uniformShare === uniformShare) return last.logs;
  const logs = mixedLogs(block, uniformShare);
  lastLogs.set(block, { uniformShare, logs });
  return logs;
}

/** The map's logarithms of probabilities from logarithms of mixed rows; n × k, each row's exponentials sum to 1. */
export function mappedLogs(logs: Float64Array, map: AffineMap): Float64Array {
  const mapped = new Float64Array(logs.length);
  mappedLogsInto(mapped, logs, map, 0, logs.length);
  return mapped;
}

/** The same but for a constant in each row. */
export function mappedScores(logs: Float64Array, { scales, biases }: AffineMap): Float64Array {
  const scores = new Float64Array(logs.length);
  const k = scales.length;
  for (let start = 0; start < logs.length; start += k) {
    for (let j = 0; j < k; j++) scores[start + j] = scales[j]! * logs[start + j]! + biases[j]!;
  }
  return scores;
}

/** {@link mappedLogs} of the numbers from `from` to before `to`, into the same places of `out`. */
export function mappedLogsInto(
  out: Float64Array,
  logs: Float64Array,
  { scales, biases }: AffineMap,
  from: number,
  to: number,
): void {
  const k = scales.length;
  const rowsAtOnce = rowsPerBlock(k);
  const powers = new Float64Array(Math.min(rowsAtOnce * k, to - from));
  const sums = new Float64Array(rowsAtOnce);
  for (let first = from; first < to; first += rowsAtOnce * k) {
    const count = Math.min(rowsAtOnce * k, to - first);
    const rowCount = count / k;
    for (let at = 0; at < count; at += k) {
      let max = -Infinity;
      for (let j = 0; j < k; j++) {
        const z = (out[first + at + j] = scales[j]! * logs[first + at + j]! + biases[j]!);
        if (z > max) max = z;
      }
      for (let j = at; j < at + k; j++) {
        out[first + j]! -= max;
        powers[j] = Math.max(out[first + j]! * Math.LOG2E, leastPower);
      }
    }
    exp2Into(powers, powers, 0, count, 1, 0);
    for (let row = 0, at = 0; row < rowCount; row++) {
      let sum = 0;
      for (const end = at + k; at < end; at++) sum += powers[at]!;
      sums[row] = sum;
    }
    batchKernels().log2InPlace(sums, 0, rowCount, 1);
    for (let row = 0, at = first; row < rowCount; row++) {
      const norm = sums[row]! * Math.LN2;
      for (const end = at + k; at < end; at++) out[at]! -= norm;
    }
  }
}

/** What a user does after the map: a power of its probabilities, then a factor for each class. */
export interface Deviation {
  /** The logarithm of the power; 0 is none. */
  readonly logSlope: number;
  readonly biases: Float64Array;
}

export function deviated(map: AffineMap, { logSlope, biases }: Deviation): AffineMap {
  const slope = naturalExp(logSlope);
  return {
    uniformShare: map.uniformShare,
    scales: map.scales.map((scale) => slope * scale),
    biases: map.biases.map((bias, j) => slope * bias + biases[j]!),
  };
}
