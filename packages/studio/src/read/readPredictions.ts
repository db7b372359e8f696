import { epochMilliseconds } from "calibrated";

import { numberOf, textOf } from "./cellValues.ts";
import { classColumns, type ColumnMapping } from "./columnMapping.ts";
import { GrowingColumn } from "./growingColumn.ts";
import type { PredictionRows } from "./predictionRows.ts";
import type { Cell, RowBatch, TableSource } from "./tableSource.ts";
import { TextColumn, type CodedTexts } from "./textColumn.ts";

/** A cell that could not be read as what its column holds. */
export interface BadCell {
  readonly role: "probability" | "label" | "time" | "weight";
  readonly column: string;
  readonly text: string | null;
}

/** What was read of a table. */
export interface ReadTable {
  readonly rows: PredictionRows;
  /** Columns with few different values, by which rows can be told apart. */
  readonly groupings: readonly { readonly column: string; readonly values: CodedTexts }[];
  /** How many rows were left out, since their label is none of the classes. */
  readonly skippedRows: number;
  /** The cells that are not what they should be, by row number; of many rows only the first. */
  readonly badCells: ReadonlyMap<number, readonly BadCell[]>;
}

/** More different values than these make no choice. */
const mostValues = 50;
/** Of so many rows the bad cell is remembered, so that an error can show it. */
const mostBadCells = 1000;

/** Reads the columns of predictions into plain memory, and the other columns as far as they group the rows. */
export async function readPredictions(
  source: TableSource,
  mapping: ColumnMapping,
  onProgress: (share: number, rows: number) => void,
): Promise<ReadTable> {
  const reader = new PredictionReader(source.columns, mapping);
  for await (const batch of source.rows(reader.wanted)) {
    reader.append(batch);
    onProgress(batch.progress, reader.rowCount);
  }
  return reader.finish();
}

class PredictionReader {
  rowCount = 0;
  readonly wanted: readonly number[];
  readonly #names: readonly string[];
  readonly #mapping: ColumnMapping;
  readonly #classes: ReturnType<typeof classColumns>;
  readonly #classOf: ReadonlyMap<string, number>;
  readonly #values = new GrowingColumn((length) => new Float64Array(length));
  readonly #labels = new GrowingColumn((length) => new Int32Array(length));
  readonly #rowNumbers = new GrowingColumn((length) => new Int32Array(length));
  readonly #users = new TextColumn();
  readonly #times = new GrowingColumn((length) => new Float64Array(length));
  readonly #weights = new GrowingColumn((length) => new Float64Array(length));
  readonly #groupings: Map<number, TextColumn>;
  readonly #badCells = new Map<number, BadCell[]>();
  #skippedRows = 0;

  constructor(names: readonly string[], mapping: ColumnMapping) {
    this.#names = names;
    this.#mapping = mapping;
    this.#classes = classColumns(names, mapping.prefix);
    this.#classOf = new Map(this.#classes.map(({ name }, j) => [name, j]));
    const { label, user, time, weight } = mapping;
    const taken = new Set([...this.#classes.map(({ column }) => column), label, time, weight]);
    const others = [...names.keys()].filter((column) => !taken.has(column));
    this.#groupings = new Map(others.map((column) => [column, new TextColumn()]));
    this.wanted = [...new Set([...taken, user, ...others])].filter((column) => column !== null);
  }

  append(batch: RowBatch): void {
    const { label, user, time, weight } = this.#mapping;
    const firstNumber = this.rowCount + 1;
    this.rowCount += batch.rowCount;
    const kept = this.#keptRows(batch);
    const count = kept.length;
    const rowNumbers = this.#rowNumbers.extend(count);
    for (let i = 0; i < count; i++) rowNumbers[i] = firstNumber + kept[i]!;
    const numbers = (
      role: BadCell["role"],
      to: Float64Array,
      column: number,
      read: (cell: Cell) => number,
      start = 0,
      step = 1,
    ): void => {
      for (let i = 0; i < count; i++) {
        const cell = batch.cell(kept[i]!, column);
        const value = read(cell);
        to[start + i * step] = value;
        if (Number.isNaN(value)) this.#remember(rowNumbers[i]!, role, column, cell);
      }
    };
    const values = this.#values.extend(count * this.#classes.length);
    for (const [j, { column }] of this.#classes.entries()) {
      numbers("probability", values, column, numberOf, j, this.#classes.length);
    }
    const labels = this.#labels.extend(count);
    for (let i = 0; i < count; i++) {
      const cell = label === null ? null : batch.cell(kept[i]!, label);
      labels[i] = this.#classIndex(cell);
      if (labels[i] === -1 && label !== null) this.#remember(rowNumbers[i]!, "label", label, cell);
    }
    if (user !== null) this.#users.append(count, (i) => textOf(batch.cell(kept[i]!, user)));
    if (time !== null) numbers("time", this.#times.extend(count), time, epochMilliseconds);
    if (weight !== null) numbers("weight", this.#weights.extend(count), weight, numberOf);
    for (const [column, texts] of this.#groupings) {
      texts.append(count, (i) => textOf(batch.cell(kept[i]!, column)));
      if (texts.differentTexts > mostValues) this.#groupings.delete(column);
    }
  }

  finish(): ReadTable {
    const { user, time, weight, kind, rowSums } = this.#mapping;
    const rows: PredictionRows = {
      rowCount: this.#rowNumbers.length,
      kind,
      rowSums,
      classes: this.#classes.map(({ name }) => name),
      values: this.#values.numbers,
      labels: this.#labels.numbers,
      users: user === null ? null : this.#users.coded,
      times: time === null ? null : this.#times.numbers,
      weights: weight === null ? null : this.#weights.numbers,
      rowNumbers: this.#rowNumbers.numbers,
    };
    const groupings = [...this.#groupings]
      .map(([column, texts]) => ({ column: this.#names[column]!, values: texts.coded }))
      .filter(({ values }) => values.texts.length > 1);
    return { rows, groupings, skippedRows: this.#skippedRows, badCells: this.#badCells };
  }

  #keptRows({ rowCount, cell }: RowBatch): Int32Array {
    const { label, skipsUnlabelled } = this.#mapping;
    const all = Int32Array.from({ length: rowCount }, (_, row) => row);
    if (!skipsUnlabelled || label === null) return all;
    const kept = all.filter((row) => this.#classIndex(cell(row, label)) !== -1);
    this.#skippedRows += rowCount - kept.length;
    return kept;
  }

  #classIndex(cell: Cell): number {
    const text = textOf(cell);
    return text === null ? -1 : (this.#classOf.get(text) ?? -1);
  }

  #remember(rowNumber: number, role: BadCell["role"], column: number, cell: Cell): void {
    const known = this.#badCells.get(rowNumber);
    if (known === undefined && this.#badCells.size >= mostBadCells) return;
    const bad = { role, column: this.#names[column]!, text: textOf(cell) };
    this.#badCells.set(rowNumber, [...(known ?? []), bad]);
  }
}
