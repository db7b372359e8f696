import { grown } from "./growing.ts";
import type { PredictionSelect } from "./predictionSelect.ts";
import type { RowChunk } from "./rowChunk.ts";
import { TextNumbers } from "./textNumbers.ts";

/** The place of the list of a row's numbers. */
const probabilities = 0;

/** Columns of predictions as they are read, chunk after chunk, into memory that grows. */
export class PredictionBuffer {
  rowCount = 0;
  readonly #select: PredictionSelect;
  readonly #classCount: number;
  #values: Float64Array;
  #labels: Int32Array | null;
  #times: Float64Array | null;
  #weights: Float64Array | null;
  #rowNumbers: Float64Array | null;
  #users: Int32Array | null;
  readonly #userTexts = new TextNumbers();

  /** @param capacity - how many rows are expected; memory that is never filled is never taken. */
  constructor(select: PredictionSelect, classCount: number, capacity: number) {
    const doubles = (place: number | null): Float64Array | null =>
      place === null ? null : new Float64Array(capacity);
    this.#select = select;
    this.#classCount = classCount;
    this.#values = new Float64Array(capacity * classCount);
    this.#labels = select.label === null ? null : new Int32Array(capacity);
    this.#times = doubles(select.time);
    this.#weights = doubles(select.weight);
    this.#rowNumbers = doubles(select.rowNumber);
    this.#users = select.user === null ? null : new Int32Array(capacity);
  }

  append(rows: RowChunk): void {
    const start = this.rowCount;
    const end = start + rows.rowCount;
    const { label, time, weight, user, rowNumber } = this.#select;
    const placed = (column: Float64Array | null, place: number | null): Float64Array | null => {
      if (column === null || place === null) return null;
      const larger = grown(column, end);
      larger.set(rows.doubles(place), start);
      return larger;
    };
    this.#values = grown(this.#values, end * this.#classCount);
    rows.listsInto(this.#values, start * this.#classCount, probabilities, this.#classCount);
    if (this.#labels !== null && label !== null) {
      this.#labels = grown(this.#labels, end);
      this.#labels.set(rows.integers(label), start);
    }
    this.#times = placed(this.#times, time);
    this.#weights = placed(this.#weights, weight);
    this.#rowNumbers = placed(this.#rowNumbers, rowNumber);
    if (this.#users !== null && user !== null) {
      this.#users = grown(this.#users, end);
      this.#userTexts.read(rows, user, this.#users.subarray(start, end));
    }
    this.rowCount = end;
  }

  /** Forgets the rows but not the memory, nor the users. */
  clear(): void {
    this.rowCount = 0;
  }

  /** Row-major. Like all that follow, valid until the next row. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.rowCount * this.#classCount);
  }

  get labels(): Int32Array | null {
    return this.#labels && this.#labels.subarray(0, this.rowCount);
  }

  /** Milliseconds since 1970-01-01 UTC. */
  get times(): Float64Array | null {
    return this.#times && this.#times.subarray(0, this.rowCount);
  }

  get weights(): Float64Array | null {
    return this.#weights && this.#weights.subarray(0, this.rowCount);
  }

  get rowNumbers(): Float64Array | null {
    return this.#rowNumbers && this.#rowNumbers.subarray(0, this.rowCount);
  }

  /** The number of each row's user, as in {@link userTexts}; −1 for nobody. */
  get users(): Int32Array | null {
    return this.#users && this.#users.subarray(0, this.rowCount);
  }

  get userTexts(): readonly string[] {
    return this.#userTexts.texts;
  }

  /** One string per user, shared by the user's rows. */
  get userIds(): (string | null)[] | null {
    const { users, userTexts } = this;
    if (users === null) return null;
    const ids: (string | null)[] = [];
    for (const user of users) ids.push(user === -1 ? null : userTexts[user]!);
    return ids;
  }
}
