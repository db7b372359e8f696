import { floorLog } from "../numerics/floorLog.ts";
import { logSigmoid } from "../numerics/logSigmoid.ts";
import { restSums } from "../numerics/restSums.ts";
import { softmaxInPlace } from "../numerics/softmaxInPlace.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";

/** One class's map, one-vs-rest: logit(q) = a ln p − b ln(1 − p) + c. */
export interface LogOddsMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * Puts each probability through its class's map and divides the row by its sum; of two classes one may have no map, as
 * the complement of the other.
 *
 * 1 − p is the sum of the other probabilities, and it and p count as 1e-12 where they are less. The division is done on
 * logarithms: where every q is too small for a double, their ratios still count.
 */
export function logOddsInPlace(block: RowBlock, maps: readonly (LogOddsMap | null)[]): void {
  const { values, classCount } = block;
  const isComplement = maps.includes(null);
  const rests = restSums(values, classCount);
  for (let start = 0; start < values.length; start += classCount) {
    for (let j = 0; j < classCount; j++) {
      const i = start + j;
      const map = maps[j]!;
      if (map === null) {
        values[i] = 0;
        continue;
      }
      const logit = map.a * floorLog(values[i]!) - map.b * floorLog(rests[i]!) + map.c;
      // Beside a complement of 0 the logit itself: softmax then gives q and 1 − q.
      values[i] = isComplement ? logit : logSigmoid(logit);
    }
    softmaxInPlace(values, start, start + classCount, classCount);
  }
}
