import type { LabelledRows } from "./labelledRows.ts";

/**
 * A number of 52 bits for each row, the same for rows of the same probabilities and label and else as good as random: what
 * goes by it does not depend on the order of the rows.
 */
export function contentKeys(rows: LabelledRows): Float64Array {
  return keysOfWords(contentWords(rows));
}

/** The same in two words, since as whole numbers they are mixed further in less time. */
export interface ContentWords {
  readonly high: Uint32Array;
  /** 20 bits. */
  readonly low: Uint32Array;
}

export function keysOfWords({ high, low }: ContentWords): Float64Array {
  const keys = new Float64Array(high.length);
  for (let row = 0; row < keys.length; row++) keys[row] = high[row]! * 2 ** 20 + low[row]!;
  return keys;
}

export function contentWords({ block, labels }: LabelledRows): ContentWords {
  const { values, classCount } = block;
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const rowCount = labels.length;
  const words = { high: new Uint32Array(rowCount), low: new Uint32Array(rowCount) };
  // Two rows at once, since each step of a row waits for the one before; an odd row at the end is its own other.
  for (let row = 0; row < rowCount; row += 2) {
    const other = Math.min(row + 1, rowCount - 1);
    let low = 0x811c9dc5 ^ labels[row]!;
    let high = 0x9e3779b9 + labels[row]!;
    let otherLow = 0x811c9dc5 ^ labels[other]!;
    let otherHigh = 0x9e3779b9 + labels[other]!;
    const end = 2 * classCount * (row + 1);
    const shift = 2 * classCount * (other - row);
    for (let at = end - 2 * classCount; at < end; at++) {
      const word = bits[at]!;
      const otherWord = bits[at + shift]!;
      low = Math.imul(low ^ word, 0x01000193);
      otherLow = Math.imul(otherLow ^ otherWord, 0x01000193);
      low ^= low >>> 15;
      otherLow ^= otherLow >>> 15;
      high = Math.imul(high ^ word, 0x85ebca6b);
      otherHigh = Math.imul(otherHigh ^ otherWord, 0x85ebca6b);
      high ^= high >>> 13;
      otherHigh ^= otherHigh >>> 13;
    }
    words.high[row] = high;
    words.low[row] = low & 0xfffff;
    words.high[other] = otherHigh;
    words.low[other] = otherLow & 0xfffff;
  }
  return words;
}
