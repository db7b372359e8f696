import type { LabelledRows } from "../../src/data/labelledRows.ts";

/** Rows of two classes, by the probability of the first, which is the label of each. */
export function twoClassRows(
  values: readonly number[],
  weights: readonly number[] | null = null,
): LabelledRows {
  return {
    block: {
      values: Float64Array.from(values.flatMap((p) => [p, 1 - p])),
      rowCount: values.length,
      classCount: 2,
    },
    labels: Int32Array.from(values, () => 0),
    weights: weights && Float64Array.from(weights),
  };
}
