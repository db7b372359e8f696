import { highHalf, signedWords } from "./highHalf.ts";

/** Leading bits of a double: 64 buckets for each doubling, from 2^-32 up to 2. */
const bits = 14;
const lowest = (1023 - 32) << (20 - bits);
const count = 33 << (20 - bits);

/** How many buckets there are. */
export const bucketCount: number = count;

/** The bucket of the value at `i`, which never falls as values rise; the first and the last have all beyond them. */
export function bucketAt(words: Int32Array, i: number): number {
  return Math.min(Math.max((words[2 * i + highHalf]! >> bits) - lowest, 0), count - 1);
}

/**
 * For each bucket the last x, by its index, that lies in a bucket before it; 0 if there is none. An x in bucket b is
 * found from `starts[b]` to `starts[b + 1] + 1`, however close to 0 the xs crowd.
 *
 * @param xs - increasing, at least one.
 */
export function bucketStarts(xs: Float64Array): Uint32Array {
  const words = signedWords(xs);
  const starts = new Uint32Array(count + 1);
  let at = 0;
  for (let bucket = 0; bucket <= count; bucket++) {
    while (at + 1 < xs.length && bucketAt(words, at + 1) < bucket) at++;
    starts[bucket] = at;
  }
  return starts;
}
