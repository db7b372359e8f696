/**
 * For each value of a matrix the sum of the others in its row: for probabilities 1 − p, but with all its digits where p
 * is next to 1.
 */
export function restSums(values: Float64Array, classCount: number): Float64Array {
  const rests = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += classCount) {
    let before = 0;
    for (let i = start; i < start + classCount; i++) {
      rests[i] = before;
      before += values[i]!;
    }
    let after = 0;
    for (let i = start + classCount - 1; i >= start; i--) {
      rests[i]! += after;
      after += values[i]!;
    }
  }
  return rests;
}
