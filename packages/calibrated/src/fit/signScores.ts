import type { LabelledRows } from "../data/labelledRows.ts";

/** Fills in the scores of a class from a place on, that of a row which has its label below 0; may be −0. */
export function signScores(
  signed: Float64Array,
  place: number,
  { block, labels }: LabelledRows,
  j: number,
): void {
  const { values, rowCount, classCount } = block;
  // Without a branch for each label, which nobody can foretell.
  const signs = new Float64Array(classCount).fill(1);
  signs[j] = -1;
  for (let row = 0, at = j; row < rowCount; row++, at += classCount) {
    signed[place + row] = Math.abs(values[at]!) * signs[labels[row]!]!;
  }
}
