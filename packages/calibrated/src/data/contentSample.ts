import { argsort } from "../numerics/argsort.ts";
import { contentKeys } from "./contentKeys.ts";
import type { LabelledRows } from "./labelledRows.ts";

/**
 * One row in so many, ascending, in an order that their contents give: rows of the same contents and time, of which it does not
 * matter which is taken, are all that their order decides on.
 *
 * @param step - how many rows there are to each that is taken.
 */
export function contentSample(rows: LabelledRows, times: Float64Array | null, step: number): Uint32Array {
  const keys = contentKeys(rows);
  const order = argsort(keys);
  if (times !== null) sortAlike(order, keys, times);
  return order.filter((_, place) => place % step === 0).sort();
}

/** Puts rows of the same key in the order of time. */
function sortAlike(order: Uint32Array, keys: Float64Array, times: Float64Array): void {
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && keys[order[end]!] === keys[order[start]!]) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => times[a]! - times[b]!);
  }
}
