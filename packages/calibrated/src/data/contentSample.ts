import { contentOrder } from "./contentOrder.ts";
import type { LabelledRows } from "./labelledRows.ts";

/** Some rows, ascending, and how often each is taken. */
export interface ContentSample {
  readonly rows: Uint32Array;
  readonly counts: Float64Array;
}

/**
 * One row in so many: the same rows whatever their order. A row of weight 2 is taken as two rows.
 *
 * @param step - how much weight there is to each row that is taken.
 */
export function contentSample(rows: LabelledRows, times: Float64Array | null, step: number): ContentSample {
  const { weights, labels } = rows;
  const counts = new Float64Array(labels.length);
  let before = 0;
  for (const row of contentOrder(rows, times)) {
    const after = before + (weights === null ? 1 : weights[row]!);
    counts[row] = Math.ceil(after / step) - Math.ceil(before / step);
    before = after;
  }
  const taken = Uint32Array.from(counts.keys()).filter((row) => counts[row]! > 0);
  return { rows: taken, counts: counts.filter((count) => count > 0) };
}
