import type { LabelledRows } from "../data/labelledRows.ts";
import { slotMasses } from "../numerics/slotMasses.ts";

/** Rows by ascending probability of a class, in runs that isotonic regression cannot part. */
export interface LabelMasses {
  /** The weight of each run. */
  readonly masses: Float64Array;
  /** The weight in it that has the class. */
  readonly sums: Float64Array;
}

/**
 * The rows as isotonic regression of "is class j" on the probability of class j sees them. Rows without the class that
 * follow one with it belong to its block whatever comes next, so that only the rows with the class are sorted, and the
 * others counted between them.
 *
 * @param withClass - the rows that have class j.
 */
export function labelMasses(
  { block, weights }: LabelledRows,
  j: number,
  { rows, weights: weightsWithClass }: RowsOfLabel,
): LabelMasses {
  const { values, classCount } = block;
  const own = new Float64Array(rows.length);
  for (const [i, row] of rows.entries()) own[i] = values[row * classCount + j]!;
  const edges = own.slice().sort();
  let count = 0;
  for (const edge of edges) if (count === 0 || edge !== edges[count - 1]) edges[count++] = edge;
  const distinct = edges.subarray(0, count);
  const masses = slotMasses(distinct, { values, offset: j, stride: classCount }, weights);
  const sums = slotMasses(distinct, { values: own, offset: 0, stride: 1 }, weightsWithClass);
  // The first run holds what lies below every row with the class.
  const from = masses[0] === 0 ? 1 : 0;
  return { masses: masses.subarray(from), sums: sums.subarray(from) };
}

/** The rows of one label. */
export interface RowsOfLabel {
  readonly rows: Uint32Array;
  readonly weights: Float64Array | null;
}

export function rowsByLabel({ block, labels, weights }: LabelledRows): RowsOfLabel[] {
  const counts = new Uint32Array(block.classCount);
  for (let row = 0; row < labels.length; row++) counts[labels[row]!]!++;
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    rows[label]![counts[label]!++] = row;
  }
  return rows.map((ofLabel) => ({
    rows: ofLabel,
    weights: weights && Float64Array.from(ofLabel, (row) => weights[row]!),
  }));
}
