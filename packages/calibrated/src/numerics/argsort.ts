/** Up to so many keys, comparing is faster than counting digits. */
const fewKeys = 500;
const digitBits = 11;
const digits = 1 << digitBits;

/** Which half of a double holds its sign and exponent: a matter of the machine's byte order. */
const highHalf = new Uint32Array(Float64Array.of(-0).buffer)[0] === 0 ? 1 : 0;

/**
 * The order that sorts `keys` ascending; equal keys, and so -0 and 0, keep their order. Keys must not be NaN.
 *
 * A stable radix sort from the last digit to the first, on the bits of the doubles after a change that makes them sort
 * as unsigned integers.
 *
 * Source: Knuth, "The Art of Computer Programming" 3, §5.2.5, algorithm R.
 */
export function argsort(keys: Float64Array): Uint32Array {
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  if (keys.length <= fewKeys) return order.sort((a, b) => keys[a]! - keys[b]! || a - b);
  const { low, high } = sortableHalves(keys);
  return sortedByWords(high, sortedByWords(low, order));
}

/** The low and high 32 bits of each key: all bits of a negative key are flipped, of others only the sign. */
function sortableHalves(keys: Float64Array): { low: Uint32Array; high: Uint32Array } {
  const copy = new Float64Array(keys.length);
  // Adding 0 turns -0 into 0.
  for (let i = 0; i < keys.length; i++) copy[i] = keys[i]! + 0;
  const halves = new Uint32Array(copy.buffer);
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const top = halves[2 * i + highHalf]!;
    const flipAll = top >> 31;
    high[i] = top ^ (flipAll | 0x80000000);
    low[i] = halves[2 * i + 1 - highHalf]! ^ flipAll;
  }
  return { low, high };
}

/** `order`, sorted by the word of each index; indices with equal words keep their order. */
function sortedByWords(words: Uint32Array, order: Uint32Array): Uint32Array {
  const n = order.length;
  const wordsInOrder = new Uint32Array(n);
  for (let i = 0; i < n; i++) wordsInOrder[i] = words[order[i]!]!;
  let from: WordsInOrder = { order, words: wordsInOrder };
  let to: WordsInOrder = { order: new Uint32Array(n), words: new Uint32Array(n) };
  for (let shift = 0; shift < 32; shift += digitBits) {
    const places = firstPlaces(from.words, shift);
    if (places === null) continue;
    scatter(from, to, places, shift);
    [from, to] = [to, from];
  }
  return from.order;
}

/** Where the indices of each digit begin, or null if all words have the same. */
function firstPlaces(words: Uint32Array, shift: number): Uint32Array | null {
  const places = new Uint32Array(digits);
  for (let i = 0; i < words.length; i++) places[(words[i]! >>> shift) & (digits - 1)]!++;
  if (places[(words[0]! >>> shift) & (digits - 1)] === words.length) return null;
  let before = 0;
  for (let digit = 0; digit < digits; digit++) {
    const count = places[digit]!;
    places[digit] = before;
    before += count;
  }
  return places;
}

interface WordsInOrder {
  readonly order: Uint32Array;
  readonly words: Uint32Array;
}

function scatter(from: WordsInOrder, to: WordsInOrder, places: Uint32Array, shift: number): void {
  const { words, order } = from;
  const { words: newWords, order: newOrder } = to;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const place = places[(word >>> shift) & (digits - 1)]!++;
    newWords[place] = word;
    newOrder[place] = order[i]!;
  }
}
