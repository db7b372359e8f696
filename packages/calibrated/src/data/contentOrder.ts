import { argsort } from "../numerics/argsort.ts";
import { contentKeys } from "./contentKeys.ts";
import type { LabelledRows } from "./labelledRows.ts";

/** Of more rows the order shows in the last digits of what is fitted, for the time and the memory that ordering them takes. */
export const mostInOrder: number = 200_000;

/**
 * An order of rows that does not depend on the one in which they come: by what is in them, their times and their weights. Rows
 * that are the same in all of these may as well stand for each other.
 */
export function contentOrder(rows: LabelledRows, times: Float64Array | null): Uint32Array {
  const keys = contentKeys(rows);
  const order = argsort(keys);
  const { weights } = rows;
  if (times === null && weights === null) return order;
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && keys[order[end]!] === keys[order[start]!]) end++;
    if (end - start === 1) continue;
    const alike = order.subarray(start, end);
    if (weights !== null) alike.sort((a, b) => weights[a]! - weights[b]!);
    if (times !== null) alike.sort((a, b) => times[a]! - times[b]!);
  }
  return order;
}
