import { highHalf } from "./highHalf.ts";
import { firstPlaces, radixDigits, type RadixDigits } from "./radixDigits.ts";

/** Up to so many keys, inserting is faster than counting digits. */
const fewKeys = 48;
const lowDigitBits = 11;
const lowDigits = 1 << lowDigitBits;
/** The high word of 0. */
const wordOfZero = 0x80000000;

/** What sorts as the keys do: as a pair of unsigned words, and as a double without -0. */
interface SortableKeys {
  readonly keys: Float64Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Some indices, and the high word of each one's key. */
interface WordsInOrder {
  readonly order: Uint32Array;
  readonly words: Uint32Array;
}

/**
 * The order that sorts `keys` ascending; equal keys, and so -0 and 0, keep their order. Keys must not be NaN.
 *
 * A stable radix sort by the leading bits in which the keys differ, after a change that makes doubles sort as unsigned
 * integers. What these leave together is inserted or, where it is much, sorted by its remaining bits in the same way:
 * the time is linear for any keys.
 *
 * Source: Knuth, "The Art of Computer Programming" 3, §5.2.5, algorithm R.
 */
export function argsort(keys: Float64Array): Uint32Array {
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  if (keys.length > fewKeys) return sortedOrder(order, sortableKeys(keys));
  insertionSort(order, keys, 0, order.length);
  return order;
}

/** The words of each key: all bits of a negative key are flipped, of others only the sign. */
function sortableKeys(given: Float64Array): SortableKeys {
  const keys = new Float64Array(given.length);
  // Adding 0 turns -0 into 0.
  for (let i = 0; i < keys.length; i++) keys[i] = given[i]! + 0;
  const halves = new Uint32Array(keys.buffer);
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const top = halves[2 * i + highHalf]!;
    const flipAll = -(top >>> 31);
    high[i] = top ^ (flipAll | 0x80000000);
    low[i] = halves[2 * i + 1 - highHalf]! ^ flipAll;
  }
  return { keys, high, low };
}

function sortedOrder(order: Uint32Array, sortable: SortableKeys): Uint32Array {
  const words = new Uint32Array(order.length);
  for (let i = 0; i < words.length; i++) words[i] = sortable.high[order[i]!]!;
  const { least, most, isOne } = extremes(words);
  if (isOne) return sortedByLowWords(order, sortable);
  const digits = radixDigits(least, most, order.length);
  const sorted = sortedByDigits({ order, words }, digits);
  sortSameDigits(sorted, digits, sortable);
  return sorted.order;
}

/** The least word but that of zero, the greatest, and whether all are the same. */
function extremes(words: Uint32Array): { least: number; most: number; isOne: boolean } {
  const first = words[0]!;
  let least = 0xffffffff;
  let most = 0;
  let others = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word < least && word !== wordOfZero) least = word;
    if (word > most) most = word;
    others |= word ^ first;
  }
  return { least, most, isOne: others === 0 };
}

function sortedByDigits(
  unsorted: WordsInOrder,
  { least, shift, digitBits, passes }: RadixDigits,
): WordsInOrder {
  const n = unsorted.order.length;
  let from = unsorted;
  let to: WordsInOrder = { order: new Uint32Array(n), words: new Uint32Array(n) };
  for (let pass = 0; pass < passes; pass++) {
    const start = shift + pass * digitBits;
    const places = new Uint32Array(1 << digitBits);
    countDigits(from.words, places, least, start);
    firstPlaces(places);
    scatter(from, to, places, least, start);
    [from, to] = [to, from];
  }
  return from;
}

function countDigits(words: Uint32Array, counts: Uint32Array, least: number, start: number): void {
  const mask = counts.length - 1;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    counts[((word < least ? 0 : word - least + 1) >>> start) & mask]!++;
  }
}

function scatter(
  from: WordsInOrder,
  to: WordsInOrder,
  places: Uint32Array,
  least: number,
  start: number,
): void {
  const { words, order } = from;
  const { words: newWords, order: newOrder } = to;
  const mask = places.length - 1;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const place = places[((word < least ? 0 : word - least + 1) >>> start) & mask]!++;
    newWords[place] = word;
    newOrder[place] = order[i]!;
  }
}

/** Sorts the runs of indices whose keys have the same digits and are not in order. */
function sortSameDigits(
  { order, words }: WordsInOrder,
  { least, shift }: RadixDigits,
  sortable: SortableKeys,
): void {
  const { keys } = sortable;
  const digitsAt = (i: number): number => Math.max(words[i]! - least + 1, 0) >>> shift;
  const n = order.length;
  for (let start = 0, end = 1; start < n; start = end++) {
    const digits = digitsAt(start);
    let isInOrder = true;
    for (; end < n && digitsAt(end) === digits; end++) {
      isInOrder = isInOrder && keys[order[end - 1]!]! <= keys[order[end]!]!;
    }
    if (isInOrder) continue;
    if (end - start <= fewKeys) insertionSort(order, keys, start, end);
    else order.set(sortedOrder(order.slice(start, end), sortable), start);
  }
}

function insertionSort(order: Uint32Array, keys: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const index = order[i]!;
    const key = keys[index]!;
    let place = i;
    for (; place > start && keys[order[place - 1]!]! > key; place--) order[place] = order[place - 1]!;
    order[place] = index;
  }
}

/** Of keys with one high word. */
function sortedByLowWords(order: Uint32Array, { low }: SortableKeys): Uint32Array {
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(order.length);
  for (let start = 0; start < 32; start += lowDigitBits) {
    const places = new Uint32Array(lowDigits);
    for (let i = 0; i < from.length; i++) places[(low[from[i]!]! >>> start) & (lowDigits - 1)]!++;
    firstPlaces(places);
    for (let i = 0; i < from.length; i++) {
      to[places[(low[from[i]!]! >>> start) & (lowDigits - 1)]!++] = from[i]!;
    }
    [from, to] = [to, from];
  }
  return from;
}
