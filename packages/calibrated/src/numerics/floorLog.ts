import { batchKernels, blockSize } from "./batchKernels.ts";

/** No probability counts as smaller than this when its logarithm is taken or an isotonic value is used. */
export const probabilityFloor = 1e-12;

/** ln(max(p, 1e-12)), in nats. */
export function floorLog(probability: number): number {
  return Math.log(probability > probabilityFloor ? probability : probabilityFloor);
}

/** Replaces values by ln(max(p, 1e-12)), from `from` to before `to`, to two roundings and the same bits on every engine. */
export function floorLogsInPlace(values: Float64Array, from: number, to: number): void {
  const kernels = batchKernels();
  for (let start = from; start < to; start += blockSize) {
    const end = Math.min(start + blockSize, to);
    kernels.log2InPlace(values, start, end, probabilityFloor);
    for (let i = start; i < end; i++) values[i]! *= Math.LN2;
  }
}
