/** Probabilities below this are told apart by nobody but the exact sort. */
const doublings = 20;
/** Two passes over so many bits sort a key. */
const digitBits = 13;
const digits = 1 << digitBits;

/**
 * Outcomes by ascending probability, in runs: what came true at a key, a group of near probabilities, with all that did
 * not come true there and up to the next such key. The first run may have nothing that came true.
 */
export interface CoarseRuns {
  readonly keys: Uint32Array;
  readonly masses: Float64Array;
  readonly sums: Float64Array;
  /** How many at the key itself did not come true. */
  readonly besides: Float64Array;
}

/**
 * Sorts outcomes by the first 20 bits of their probabilities, much faster than by all of them; probabilities below 2^-20
 * have one key.
 *
 * @param probabilities - from 0 to 1.
 * @param outcomes - 0 or 1 each.
 */
export function coarseRuns(probabilities: Float64Array, outcomes: Float64Array): CoarseRuns {
  const sorted = sortedKeys(probabilities, outcomes);
  let most = 1;
  for (let i = 0; i < sorted.length; i++) most += sorted[i]! & 1;
  const keys = new Uint32Array(most);
  const [masses, sums, besides] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  let last = -1;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const key = sorted[start]! >>> 1;
    let sum = 0;
    for (end = start; end < sorted.length && sorted[end]! >>> 1 === key; end++) sum += sorted[end]! & 1;
    if (sum > 0 || last < 0) {
      keys[++last] = key;
      sums[last] = sum;
      besides[last] = end - start - sum;
    }
    masses[last]! += end - start;
  }
  const count = last + 1;
  return {
    keys: keys.subarray(0, count),
    masses: masses.subarray(0, count),
    sums: sums.subarray(0, count),
    besides: besides.subarray(0, count),
  };
}

/** The key of a probability: it grows with it. */
export function coarseKeys(): (probability: number) => number {
  const number = new Float64Array([1]);
  const words = new Uint32Array(number.buffer);
  const leading = words[1] === 0 ? 0 : 1;
  const first = words[leading]! - (doublings << 20);
  return (probability) => {
    number[0] = probability;
    return Math.max(0, words[leading]! - first);
  };
}

/** Each key with the outcome as its last bit, ascending: two passes of counting. */
function sortedKeys(probabilities: Float64Array, outcomes: Float64Array): Uint32Array {
  const keyOf = coarseKeys();
  const n = probabilities.length;
  const unsorted = new Uint32Array(n);
  const low = new Uint32Array(digits);
  const high = new Uint32Array(digits);
  for (let i = 0; i < n; i++) {
    const key = keyOf(probabilities[i]!) * 2 + outcomes[i]!;
    unsorted[i] = key;
    low[key & (digits - 1)]!++;
    high[key >>> digitBits]!++;
  }
  const half = new Uint32Array(n);
  const places = startsOf(low);
  for (let i = 0; i < n; i++) half[places[unsorted[i]! & (digits - 1)]!++] = unsorted[i]!;
  const sorted = unsorted;
  const ends = startsOf(high);
  for (let i = 0; i < n; i++) sorted[ends[half[i]! >>> digitBits]!++] = half[i]!;
  return sorted;
}

function startsOf(counts: Uint32Array): Uint32Array {
  let start = 0;
  return counts.map((count) => {
    start += count;
    return start - count;
  });
}
