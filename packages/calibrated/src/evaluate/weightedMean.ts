import { CompensatedSum } from "../numerics/compensatedSum.ts";
import type { LabelledRows } from "../data/labelledRows.ts";

/** The weighted mean of a number per row, independent of the order of the rows to rounding. */
export function weightedMean({ block, weights }: LabelledRows, valueOf: (row: number) => number): number {
  const sum = new CompensatedSum();
  const mass = new CompensatedSum();
  for (let row = 0; row < block.rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sum.add(weight * valueOf(row));
    mass.add(weight);
  }
  return sum.value / mass.value;
}

/** The weighted mean of a column. */
export function meanOf(values: Float64Array, weights: Float64Array | null): number {
  const sum = new CompensatedSum();
  const mass = new CompensatedSum();
  for (let row = 0; row < values.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sum.add(weight * values[row]!);
    mass.add(weight);
  }
  return sum.value / mass.value;
}
