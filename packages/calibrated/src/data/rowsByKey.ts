import type { KeysOfRows } from "./keysOfRows.ts";

/** Rows by what they have in common. */
export interface RowsByKey {
  /** The rows of key i, ascending, are `rows[starts[i]]` to `rows[starts[i + 1] - 1]`. */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

/** Gathers the rows of each key. */
export function rowsByKey({ keys, indices }: KeysOfRows<unknown>): RowsByKey {
  // Counted two places further on: the sums then stand one further, and placing the rows moves each start into its place.
  const starts = new Uint32Array(keys.length + 2);
  for (let row = 0; row < indices.length; row++) starts[indices[row]! + 2]!++;
  for (let i = 2; i <= keys.length; i++) starts[i]! += starts[i - 1]!;
  const rows = new Uint32Array(indices.length);
  for (let row = 0; row < indices.length; row++) rows[starts[indices[row]! + 1]!++] = row;
  return { rows, starts: starts.subarray(0, keys.length + 1) };
}
