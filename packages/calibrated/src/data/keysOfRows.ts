/** What each row has in common with others. */
export interface KeysOfRows<Key> {
  /** In order of first appearance. */
  readonly keys: readonly Key[];
  /** Of each row, which of the keys it has. */
  readonly indices: Uint32Array;
}

/** The keys of values, such as the calibrators of users, of which several may have the same; each value is asked about once. */
export function keysOfRows<Value, Key>(
  values: ArrayLike<Value>,
  keyOf: (value: Value) => Key,
): KeysOfRows<Key> {
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
  return { keys: [...indexOfKey.keys()], indices };
}
