import { contentOrder } from "./contentOrder.ts";
import type { LabelledRows } from "./labelledRows.ts";

/**
 * One row in so many, ascending: the same rows whatever their order.
 *
 * @param step - how many rows there are to each that is taken.
 */
export function contentSample(rows: LabelledRows, times: Float64Array | null, step: number): Uint32Array {
  return contentOrder(rows, times)
    .filter((_, place) => place % step === 0)
    .sort();
}
