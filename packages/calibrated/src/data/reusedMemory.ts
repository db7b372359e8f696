/** More numbers than this are given memory of their own, which goes when they do. */
const mostKept = 2 ** 17;

/** Hands out memory that the one who asks next takes over: for what is needed of one user after another. What is in it is anything. */
export function reusedMemory(): (length: number) => Float64Array {
  let kept = new Float64Array();
  return (length) => {
    if (length > mostKept) return new Float64Array(length);
    if (kept.length < length) kept = new Float64Array(Math.min(2 * length, mostKept));
    return kept.subarray(0, length);
  };
}
