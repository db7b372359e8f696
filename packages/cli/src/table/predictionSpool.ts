import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";

import type { PredictionTable } from "calibrated";
import { fileSystemError } from "calibrated/io";

import { removeTemporary, temporaryFolder } from "../temporaryPaths.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { tableOf, type ReadColumns } from "./readPredictions.ts";

/** So many rows are written or read at once. */
const rowsAtOnce = 65_536;

/** Which columns there are beside the probabilities; every row has all of them. */
interface SpooledColumns {
  readonly label: boolean;
  readonly user: boolean;
  readonly time: boolean;
  readonly weight: boolean;
}

/**
 * Rows on disk, in parts that hold whole users: what does not fit into memory can be gone through again and again. A row
 * is as many doubles as it has columns.
 */
export class PredictionSpool {
  rowCount = 0;
  /** Of these, those with a weight above 0. */
  countingRows = 0;
  readonly #columns: PredictionColumnsOfTable;
  readonly #rowSums: "strict" | "normalize";
  readonly #folder: string;
  readonly #files: number[] = [];
  #beside: SpooledColumns | null = null;
  #userTexts: readonly string[] = [];

  /** @param partCount - into how many files the users are dealt. */
  static async create(
    columns: PredictionColumnsOfTable,
    rowSums: "strict" | "normalize",
    partCount: number,
  ): Promise<PredictionSpool> {
    const folder = await temporaryFolder(keeping);
    return new PredictionSpool(columns, rowSums, folder, partCount);
  }

  private constructor(
    columns: PredictionColumnsOfTable,
    rowSums: "strict" | "normalize",
    folder: string,
    partCount: number,
  ) {
    this.#columns = columns;
    this.#rowSums = rowSums;
    this.#folder = folder;
    for (let part = 0; part < partCount; part++) {
      this.#files.push(onDisk(() => openSync(join(folder, String(part)), "w+"), folder));
    }
  }

  get partCount(): number {
    return this.#files.length;
  }

  get isWeighted(): boolean {
    return this.#columns.weight !== null;
  }

  get classes(): readonly string[] {
    return this.#columns.classes.map(({ name }) => name);
  }

  /** Writes rows down; they may be changed afterwards. */
  add(rows: ReadColumns): void {
    const { values, labels, users, userTexts, times, weights, rowCount } = rows;
    const beside = {
      label: labels !== null,
      user: users !== null,
      time: times !== null,
      weight: weights !== null,
    };
    this.#beside = beside;
    this.#userTexts = userTexts;
    const k = this.#columns.classes.length;
    const width = widthOf(k, beside);
    const partOf = (row: number): number => {
      const user = users === null ? -1 : users[row]!;
      return (user === -1 ? this.rowCount + row : user) % this.partCount;
    };
    const counts = new Uint32Array(this.partCount + 1);
    for (let row = 0; row < rowCount; row++) counts[partOf(row) + 1]!++;
    for (let part = 0; part < this.partCount; part++) counts[part + 1]! += counts[part]!;
    const places = counts.slice();
    const records = new Float64Array(rowCount * width);
    for (let row = 0; row < rowCount; row++) {
      let at = width * places[partOf(row)]!++;
      for (let from = row * k; from < (row + 1) * k; from++) records[at++] = values[from]!;
      for (const column of [labels, users, times, weights]) if (column !== null) records[at++] = column[row]!;
    }
    for (let part = 0; part < this.partCount; part++) {
      this.#write(this.#files[part]!, records.subarray(width * counts[part]!, width * counts[part + 1]!));
    }
    this.rowCount += rowCount;
    this.countingRows += countOfRows(rowCount, weights);
  }

  /** The parts that have rows, one in memory at a time. */
  *parts(): Generator<PredictionTable> {
    for (const file of this.#files) {
      const read = this.#read(file);
      if (read.rowCount > 0) yield tableOf(read, this.#columns, this.#rowSums);
    }
  }

  async remove(): Promise<void> {
    for (const file of this.#files) closeSync(file);
    await removeTemporary(this.#folder);
  }

  #write(file: number, records: Float64Array): void {
    const bytes = new Uint8Array(records.buffer, records.byteOffset, records.byteLength);
    onDisk(() => {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    }, this.#folder);
  }

  #read(file: number): ReadColumns {
    const k = this.#columns.classes.length;
    const beside = this.#beside!;
    const width = widthOf(k, beside);
    const rowCount = onDisk(() => fstatSync(file).size, this.#folder) / (8 * width);
    const doubles = (isThere: boolean): Float64Array | null => (isThere ? new Float64Array(rowCount) : null);
    const values = new Float64Array(rowCount * k);
    const labels = beside.label ? new Int32Array(rowCount) : null;
    const users = beside.user ? new Int32Array(rowCount) : null;
    const [times, weights] = [doubles(beside.time), doubles(beside.weight)];
    const records = new Float64Array(Math.min(rowsAtOnce, rowCount) * width);
    for (let first = 0; first < rowCount; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rowCount - first);
      this.#fill(file, records.subarray(0, count * width), 8 * width * first);
      for (let row = first, at = 0; row < first + count; row++) {
        for (let to = row * k; to < (row + 1) * k; to++) values[to] = records[at++]!;
        for (const column of [labels, users, times, weights])
          if (column !== null) column[row] = records[at++]!;
      }
    }
    const userTexts = this.#userTexts;
    const userIds = users && Array.from(users, (user) => (user === -1 ? null : userTexts[user]!));
    return { rowCount, values, labels, users, userTexts, userIds, times, weights };
  }

  #fill(file: number, records: Float64Array, position: number): void {
    const bytes = new Uint8Array(records.buffer, records.byteOffset, records.byteLength);
    onDisk(() => {
      for (let done = 0; done < bytes.length;) {
        const count = readSync(file, bytes, done, bytes.length - done, position + done);
        if (count === 0) throw new Error("a temporary file is shorter than it was");
        done += count;
      }
    }, this.#folder);
  }
}

function widthOf(classCount: number, { label, user, time, weight }: SpooledColumns): number {
  return classCount + Number(label) + Number(user) + Number(time) + Number(weight);
}

/** Does something with the temporary files; a full disk is not the table's fault. */
function onDisk<T>(work: () => T, folder: string): T {
  try {
    return work();
  } catch (error) {
    throw notKept(error, folder);
  }
}

const keeping = "Cannot keep the rows that do not fit into memory";

function notKept(error: unknown, folder: string): unknown {
  return fileSystemError(error, keeping, folder);
}

/** How many rows have a weight above 0. */
export function countOfRows(rowCount: number, weights: ArrayLike<number> | null): number {
  if (weights === null) return rowCount;
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (weights[row]! > 0) count++;
  return count;
}
