/** The array itself if it holds `length` values, else one of at least twice the size that begins with its values. */
export function grown<T extends Float64Array | Int32Array>(array: T, length: number): T {
  if (length <= array.length) return array;
  const size = Math.max(length, 2 * array.length);
  const larger = (array instanceof Float64Array ? new Float64Array(size) : new Int32Array(size)) as T;
  larger.set(array);
  return larger;
}
