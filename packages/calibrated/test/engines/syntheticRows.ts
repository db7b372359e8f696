/** Rows that every engine makes the same: from whole numbers, by division alone. */
export function rowsOf(rowCount: number, classCount: number): Float64Array {
  let state = classCount;
  const values = new Float64Array(rowCount * classCount);
  for (let start = 0; start < values.length; start += classCount) {
    let sum = 0;
    for (let j = start; j < start + classCount; j++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const weight = (state >>> 8) % 17 === 0 ? 0 : ((state >>> 8) % 1000) + 1 / (1 + (state >>> 20));
      sum += values[j] = weight * weight * weight;
    }
    if (sum === 0) sum = values[start] = 1;
    for (let j = start; j < start + classCount; j++) values[j]! /= sum;
  }
  return values;
}
