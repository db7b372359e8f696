import { bindings } from "./duckdb.ts";
import type { RowChunk } from "./rowChunk.ts";

/** Texts of at most so many bytes stand where others have a pointer to theirs. */
const longestInlined = 12;

/** Numbers texts in the order in which they first appear, from 0, without making a string of one that is known. */
export class TextNumbers {
  /** The texts by number. */
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #inlined = new WordTable();
  /** By where their bytes stand, which says something only within a chunk. */
  #pointed = new WordTable();

  /**
   * The numbers of a column's texts, −1 for NULL.
   *
   * @param numbers - filled from the start, one for each row.
   */
  read(rows: RowChunk, column: number, numbers: Int32Array): void {
    const words = rows.textWords(column);
    const validity = rows.validity(column);
    if (this.#pointed.size > 0) this.#pointed = new WordTable();
    for (let row = 0; row < rows.rowCount; row++) {
      const isNull = validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0;
      numbers[row] = isNull ? -1 : this.#numberOf(words, 4 * row);
    }
  }

  #numberOf(words: Uint32Array, at: number): number {
    const table = words[at]! <= longestInlined ? this.#inlined : this.#pointed;
    const slot = table.slotOf(words, at);
    const known = table.numbers[slot]!;
    if (known !== -1) return known;
    const number = this.#numberOfText(this.#decode(words, at));
    table.fill(slot, words, at, number);
    return number;
  }

  #numberOfText(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  #decode(words: Uint32Array, at: number): string {
    const length = words[at]!;
    const start = words.byteOffset + 4 * at;
    const buffer = words.buffer as ArrayBuffer;
    return this.#decoder.decode(
      length <= longestInlined
        ? new Uint8Array(buffer, start + 4, length)
        : bindings().get_data_from_pointer(buffer, start + 8, length),
    );
  }
}

/** A hash table from four words to a number, in two arrays. */
class WordTable {
  size = 0;
  /** −1 where a slot is free. */
  numbers: Int32Array<ArrayBuffer> = new Int32Array(4096).fill(-1);
  #keys = new Uint32Array(4 * 4096);

  /** Where the words at `at` stand, or could stand. */
  slotOf(words: Uint32Array, at: number): number {
    const mask = this.numbers.length - 1;
    let hash = Math.imul(words[at]!, 0x9e3779b1) ^ words[at + 1]!;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77) ^ words[at + 2]!;
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae3d) ^ words[at + 3]!;
    hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.numbers[slot] !== -1 && !this.#holds(slot, words, at)) slot = (slot + 1) & mask;
    return slot;
  }

  fill(slot: number, words: Uint32Array, at: number, number: number): void {
    this.numbers[slot] = number;
    for (let i = 0; i < 4; i++) this.#keys[4 * slot + i] = words[at + i]!;
    if (2 * ++this.size > this.numbers.length) this.#grow();
  }

  #holds(slot: number, words: Uint32Array, at: number): boolean {
    const keys = this.#keys;
    const key = 4 * slot;
    return (
      keys[key] === words[at] &&
      keys[key + 1] === words[at + 1] &&
      keys[key + 2] === words[at + 2] &&
      keys[key + 3] === words[at + 3]
    );
  }

  #grow(): void {
    const { numbers } = this;
    const keys = this.#keys;
    this.numbers = new Int32Array(2 * numbers.length).fill(-1);
    this.#keys = new Uint32Array(2 * keys.length);
    this.size = 0;
    for (const [slot, number] of numbers.entries()) {
      if (number !== -1) this.fill(this.slotOf(keys, 4 * slot), keys, 4 * slot, number);
    }
  }
}
