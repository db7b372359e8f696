import type { DataChunk, Vector } from "@duckdb/node-bindings";

import { bindings } from "./duckdb.ts";

/** Some rows of a query, in the database's own memory: valid only while it waits for the function it called. */
export class RowChunk {
  readonly rowCount: number;
  readonly #chunk: DataChunk;

  constructor(chunk: DataChunk) {
    this.#chunk = chunk;
    this.rowCount = bindings().data_chunk_get_size(chunk);
  }

  /** A column of type DOUBLE that has no NULL. */
  doubles(column: number): Float64Array {
    const { buffer, byteOffset } = this.#memory(column, Float64Array.BYTES_PER_ELEMENT);
    return new Float64Array(buffer, byteOffset, this.rowCount);
  }

  /** A column of lists of `width` DOUBLEs, of which none is NULL, one list after the other from a place in memory on. */
  listsInto(memory: Float64Array, place: number, column: number, width: number): void {
    const { list_vector_get_child } = bindings();
    const vector = this.#vector(column);
    const { buffer, byteOffset } = this.#memory(column, 2 * BigUint64Array.BYTES_PER_ELEMENT);
    // For each list where it begins, in numbers of 8 bytes of which the first half is enough, and how long it is.
    const entries = new Uint32Array(buffer, byteOffset, 4 * this.rowCount);
    let end = 0;
    let isInOrder = true;
    for (let row = 0; row < this.rowCount; row++) {
      isInOrder &&= entries[4 * row] === width * row;
      end = Math.max(end, entries[4 * row]! + width);
    }
    const child = bindings().vector_get_data(
      list_vector_get_child(vector),
      Float64Array.BYTES_PER_ELEMENT * end,
    );
    const numbers = new Float64Array(child.buffer, child.byteOffset, end);
    if (isInOrder) {
      memory.set(numbers, place);
      return;
    }
    for (let row = 0; row < this.rowCount; row++) {
      const first = entries[4 * row]!;
      memory.set(numbers.subarray(first, first + width), place + width * row);
    }
  }

  /** A column of type INTEGER that has no NULL. */
  integers(column: number): Int32Array {
    const { buffer, byteOffset } = this.#memory(column, Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(buffer, byteOffset, this.rowCount);
  }

  /** A column of type VARCHAR: four words per text, its length in bytes and either its bytes or where they are. */
  textWords(column: number): Uint32Array {
    const { buffer, byteOffset } = this.#memory(column, 4 * Uint32Array.BYTES_PER_ELEMENT);
    return new Uint32Array(buffer, byteOffset, 4 * this.rowCount);
  }

  /** One bit per row, from the lowest of each byte, 0 for NULL; null if no row is NULL. */
  validity(column: number): Uint8Array | null {
    const words = Math.ceil(this.rowCount / 64);
    const bytes: Uint8Array | undefined = bindings().vector_get_validity(this.#vector(column), 8 * words);
    return bytes ?? null;
  }

  #vector(column: number): Vector {
    return bindings().data_chunk_get_vector(this.#chunk, column);
  }

  #memory(column: number, bytesPerRow: number): Uint8Array {
    return bindings().vector_get_data(this.#vector(column), this.rowCount * bytesPerRow);
  }
}
