import type { LabelledRows } from "./labelledRows.ts";

/**
 * A number of 52 bits for each row, the same for rows of the same probabilities and label and else as good as random: what
 * goes by it does not depend on the order of the rows.
 */
export function contentKeys({ block, labels }: LabelledRows): Float64Array {
  const { values, classCount } = block;
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const keys = new Float64Array(labels.length);
  // Two rows at once, since each step of a row waits for the one before; an odd row at the end is its own other.
  for (let row = 0; row < keys.length; row += 2) {
    const other = Math.min(row + 1, keys.length - 1);
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
    keys[row] = (high >>> 0) * 2 ** 20 + ((low >>> 0) & 0xfffff);
    keys[other] = (otherHigh >>> 0) * 2 ** 20 + ((otherLow >>> 0) & 0xfffff);
  }
  return keys;
}
