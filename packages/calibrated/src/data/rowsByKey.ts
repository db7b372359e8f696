/** Rows by what they have in common. */
export interface RowsByKey<Key> {
  /** In order of first appearance. */
  readonly keys: readonly Key[];
  /** The rows of key i, ascending, are `rows[starts[i]]` to `rows[starts[i + 1] - 1]`. */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

/** Gathers the rows whose values, such as their users, have the same key; each value is asked about once. */
export function rowsByKey<Value, Key>(
  values: ArrayLike<Value>,
  keyOf: (value: Value) => Key,
): RowsByKey<Key> {
  const indexOfValue = new Map<Value, number>();
  const indexOfKey = new Map<Key, number>();
  const indices = new Uint32Array(values.length);
  for (let row = 0; row < indices.length; row++) {
    const value = values[row]!;
    let index = indexOfValue.get(value);
    if (index === undefined) {
      const key = keyOf(value);
      index = indexOfKey.get(key) ?? indexOfKey.size;
      indexOfKey.set(key, index);
      indexOfValue.set(value, index);
    }
    indices[row] = index;
  }
  // Counted two places further on: the sums then stand one further, and placing the rows moves each start into its place.
  const count = indexOfKey.size;
  const starts = new Uint32Array(count + 2);
  for (let row = 0; row < indices.length; row++) starts[indices[row]! + 2]!++;
  for (let i = 2; i <= count; i++) starts[i]! += starts[i - 1]!;
  const rows = new Uint32Array(indices.length);
  for (let row = 0; row < indices.length; row++) rows[starts[indices[row]! + 1]!++] = row;
  return { keys: [...indexOfKey.keys()], rows, starts: starts.subarray(0, count + 1) };
}
