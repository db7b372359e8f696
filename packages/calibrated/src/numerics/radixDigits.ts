/** With more buckets a pass over the keys is slower than another pass. */
const mostDigitBits = 13;
/** So many bits more than it takes to number the keys leave few keys with the same digits. */
const spareBits = 8;

/** How words become digits: 0 for words below the least, for others what they are above it, without its last bits. */
export interface RadixDigits {
  readonly least: number;
  /** Where the lowest digit starts: the bits below are left to who sorts what has the same digits. */
  readonly shift: number;
  readonly digitBits: number;
  readonly passes: number;
}

/**
 * The digits of the leading bits in which words from `least` to `most`, and words below, differ: as many as tell most of
 * `count` keys apart.
 */
export function radixDigits(least: number, most: number, count: number): RadixDigits {
  const bits = bitLength(most - least + 1);
  const leading = Math.min(bits, bitLength(count) + spareBits);
  const passes = Math.ceil(leading / mostDigitBits);
  const digitBits = Math.ceil(leading / passes);
  return { least, shift: Math.max(bits - passes * digitBits, 0), digitBits, passes };
}

function bitLength(count: number): number {
  return 32 - Math.clz32(count);
}

/** Turns the counts of each digit into the place where its keys begin. */
export function firstPlaces(counts: Uint32Array): void {
  let before = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit]!;
    counts[digit] = before;
    before += count;
  }
}
