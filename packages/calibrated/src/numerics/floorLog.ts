import { batchKernels, blockSize } from "./batchKernels.ts";
import { naturalLog } from "./naturalLog.ts";
import { probabilityFloor } from "./probabilityFloor.ts";

/** ln(max(p, 1e-12)), in nats. */
export function floorLog(probability: number): number {
  return naturalLog(probability > probabilityFloor ? probability : probabilityFloor);
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
