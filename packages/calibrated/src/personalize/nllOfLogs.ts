import { leastLog } from "../numerics/probabilityFloor.ts";

/** The NLL of one row whose log-probabilities are given; the label's probability counts as at least 1e-12. */
export function nllOfLogs(logs: Float64Array, labels: Int32Array, row: number, classCount: number): number {
  return -Math.max(leastLog, logs[row * classCount + labels[row]!]!);
}
