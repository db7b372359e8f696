import type { RowBlock } from "../probabilities/rowBlock.ts";
import { floorLogsInPlace } from "../numerics/floorLog.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { naturalLog } from "../numerics/naturalLog.ts";

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

/** The logarithms of the rows mixed with the uniform; n × k, nats. */
export function mixedLogs({ values, classCount }: RowBlock, uniformShare: number): Float64Array {
  const floor = uniformShare / classCount;
  const logs = new Float64Array(values.length);
  for (let i = 0; i < logs.length; i++) logs[i] = (1 - uniformShare) * values[i]! + floor;
  floorLogsInPlace(logs, 0, logs.length);
  return logs;
}

/** The map's logarithms of probabilities from logarithms of mixed rows; n × k, each row's exponentials sum to 1. */
export function mappedLogs(logs: Float64Array, { scales, biases }: AffineMap): Float64Array {
  const k = scales.length;
  const mapped = new Float64Array(logs.length);
  for (let start = 0; start < logs.length; start += k) {
    let max = -Infinity;
    for (let j = 0; j < k; j++) {
      const z = (mapped[start + j] = scales[j]! * logs[start + j]! + biases[j]!);
      if (z > max) max = z;
    }
    let sum = 0;
    for (let j = 0; j < k; j++) sum += naturalExp(mapped[start + j]! - max);
    const norm = max + naturalLog(sum);
    for (let j = 0; j < k; j++) mapped[start + j]! -= norm;
  }
  return mapped;
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
