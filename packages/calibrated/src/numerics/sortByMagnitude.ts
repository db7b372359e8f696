import { highHalf } from "./highHalf.ts";
import { firstPlaces, radixDigits, type RadixDigits } from "./radixDigits.ts";

/** Up to so many keys, inserting is faster than counting digits. */
const fewKeys = 48;
const lowDigitBits = 11;
const lowDigits = 1 << lowDigitBits;

/**
 * Sorts numbers by their absolute value, so that a sign may carry something else, also that of a zero; the order of
 * equal absolute values is not specified. None may be NaN.
 *
 * A radix sort by the leading bits in which the keys differ. What these leave together is inserted or, where it is much,
 * sorted by its remaining bits in the same way: the time is linear for any keys.
 *
 * @param keys - overwritten.
 * @param memory - as many numbers, overwritten; new memory by default, if any is needed.
 * @returns `keys` or `memory`.
 *
 * Source: Knuth, "The Art of Computer Programming" 3, §5.2.5, algorithm R.
 */
export function sortByMagnitude(keys: Float64Array, memory?: Float64Array): Float64Array {
  const n = keys.length;
  if (n <= fewKeys) {
    insertionSort(keys, 0, n);
    return keys;
  }
  const { least, most, isOne } = highWords(keys);
  const other = memory ?? new Float64Array(n);
  if (isOne) return sortedByLowWords(keys, other);
  const digits = radixDigits(least, most, n);
  const sorted = sortedByDigits(keys, other, digits);
  sortSameDigits(sorted, digits);
  return sorted;
}

/** The least of the high words that are not 0, the greatest of all, and whether all are the same. */
function highWords(keys: Float64Array): { least: number; most: number; isOne: boolean } {
  const words = wordsOf(keys);
  const first = words[highHalf]! & 0x7fffffff;
  let least = 0x7fffffff;
  let most = 0;
  let others = 0;
  for (let i = highHalf; i < words.length; i += 2) {
    const word = words[i]! & 0x7fffffff;
    if (word !== 0 && word < least) least = word;
    if (word > most) most = word;
    others |= word ^ first;
  }
  return { least, most, isOne: others === 0 };
}

function sortedByDigits(
  keys: Float64Array,
  memory: Float64Array,
  { least, shift, digitBits, passes }: RadixDigits,
): Float64Array {
  let from = keys;
  let to = memory;
  const base = least - 1;
  for (let pass = 0; pass < passes; pass++) {
    const start = shift + pass * digitBits;
    const places = new Uint32Array(1 << digitBits);
    countDigits(wordsOf(from), places, base, start);
    firstPlaces(places);
    scatter(from, to, places, base, start);
    [from, to] = [to, from];
  }
  return from;
}

function countDigits(words: Uint32Array, counts: Uint32Array, base: number, start: number): void {
  const mask = counts.length - 1;
  for (let i = highHalf; i < words.length; i += 2) {
    const word = words[i]! & 0x7fffffff;
    counts[((word > base ? word - base : 0) >>> start) & mask]!++;
  }
}

function scatter(
  from: Float64Array,
  to: Float64Array,
  places: Uint32Array,
  base: number,
  start: number,
): void {
  const words = wordsOf(from);
  const mask = places.length - 1;
  for (let i = 0; i < from.length; i++) {
    const word = words[2 * i + highHalf]! & 0x7fffffff;
    to[places[((word > base ? word - base : 0) >>> start) & mask]!++] = from[i]!;
  }
}

/** Sorts the runs of keys that have the same digits and are not in order. */
function sortSameDigits(keys: Float64Array, { least, shift }: RadixDigits): void {
  const words = wordsOf(keys);
  const n = keys.length;
  const digitsAt = (i: number): number =>
    Math.max((words[2 * i + highHalf]! & 0x7fffffff) - least + 1, 0) >>> shift;
  let before = Math.abs(keys[0]!);
  for (let i = 1; i < n; i++) {
    const magnitude = Math.abs(keys[i]!);
    if (before <= magnitude) {
      before = magnitude;
      continue;
    }
    const digits = digitsAt(i);
    let start = i - 1;
    while (start > 0 && digitsAt(start - 1) === digits) start--;
    let end = i + 1;
    while (end < n && digitsAt(end) === digits) end++;
    if (end - start <= fewKeys) insertionSort(keys, start, end);
    else keys.set(sortByMagnitude(keys.slice(start, end)), start);
    i = end - 1;
    before = Math.abs(keys[i]!);
  }
}

function insertionSort(keys: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const key = keys[i]!;
    const magnitude = Math.abs(key);
    let place = i;
    for (; place > start && Math.abs(keys[place - 1]!) > magnitude; place--) keys[place] = keys[place - 1]!;
    keys[place] = key;
  }
}

/** Of keys with one high word. */
function sortedByLowWords(keys: Float64Array, memory: Float64Array): Float64Array {
  let from = keys;
  let to = memory;
  for (let start = 0; start < 32; start += lowDigitBits) {
    const places = new Uint32Array(lowDigits);
    const words = wordsOf(from);
    for (let i = 1 - highHalf; i < words.length; i += 2) places[(words[i]! >>> start) & (lowDigits - 1)]!++;
    firstPlaces(places);
    for (let i = 0; i < from.length; i++) {
      to[places[(words[2 * i + 1 - highHalf]! >>> start) & (lowDigits - 1)]!++] = from[i]!;
    }
    [from, to] = [to, from];
  }
  return from;
}

function wordsOf(keys: Float64Array): Uint32Array {
  return new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
}
