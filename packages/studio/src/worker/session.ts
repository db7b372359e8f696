import {
  CalibrationError,
  tuneRejectThreshold,
  type CalibratorStore,
  type PredictionTable,
  type RejectTuning,
} from "calibrated";

import { guessMapping, classColumns, type ColumnMapping } from "../read/columnMapping.ts";
import { textOf } from "../read/cellValues.ts";
import { openTable } from "../read/openTable.ts";
import { copyRows, takeRows, type PredictionRows } from "../read/predictionRows.ts";
import { predictionTable, withPlace } from "../read/predictionTable.ts";
import { readPredictions, type ReadTable } from "../read/readPredictions.ts";
import type { TableSource } from "../read/tableSource.ts";
import { guessSplit, type Grouping } from "../split/guessSplit.ts";
import type { Split } from "../split/split.ts";
import { splitRows } from "../split/splitRows.ts";
import { calibratedCsv } from "../take/calibratedCsv.ts";
import { storeZip } from "../take/storeZip.ts";
import {
  servedTable,
  temperatureView,
  ThresholdViews,
  type TemperatureView,
  type ThresholdView,
  type UserView,
  userView,
} from "./live.ts";
import { storeOf, type StoreFiles } from "../take/storeFiles.ts";

/** What a file looks like before it is read as a whole. */
export interface OpenedTable {
  readonly columns: readonly string[];
  /** The first rows, as texts. */
  readonly preview: readonly (readonly (string | null)[])[];
  readonly mapping: ColumnMapping;
}

/** Something that is wrong with the data, in a sentence. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** What is in a table. */
export interface TableFacts {
  readonly rows: number;
  readonly classes: readonly string[];
  readonly users: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly normalizedRows: number;
  readonly skippedRows: number;
  readonly groupings: readonly Grouping[];
  readonly split: Split;
}

/** What a split makes of a table. */
export interface SplitFacts {
  readonly fitRows: number;
  readonly judgeRows: number;
  readonly fitUsers: number;
  readonly judgeUsers: number;
}

/** A store that serves the judged rows. */
interface Served {
  readonly files: StoreFiles;
  readonly store: CalibratorStore;
  readonly thresholds: ThresholdViews;
}

const previewedRows = 6;

/** The table that somebody opened, and what was made of it so far. */
export class Session {
  #file: File | null = null;
  /** Counts what was begun, so that a file that nobody waits for any more is not read to its end. */
  #begun = 0;
  #source: TableSource | null = null;
  #mapping: ColumnMapping | null = null;
  #read: ReadTable | null = null;
  #judged: PredictionTable | null = null;
  #served: Served | null = null;
  #parts: { readonly fit: PredictionRows; readonly judge: PredictionRows } | null = null;

  async open(file: File): Promise<OpenedTable> {
    this.#begun++;
    this.#read = null;
    this.#file = file;
    this.#source = await openTable(file);
    const { columns } = this.#source;
    const preview: (string | null)[][] = [];
    for await (const { rowCount, cell } of this.#source.rows([...columns.keys()])) {
      for (let row = 0; row < rowCount && preview.length < previewedRows; row++) {
        preview.push(columns.map((_, column) => textOf(cell(row, column))));
      }
      if (preview.length === previewedRows) break;
    }
    return { columns, preview, mapping: guessMapping(columns) };
  }

  /** Reads and checks the whole table. */
  async read(mapping: ColumnMapping, onProgress: (share: number, rows: number) => void): Promise<TableFacts> {
    const source = this.#source!;
    this.#read = null;
    this.#mapping = mapping;
    checkMapping(source.columns, mapping);
    const begun = ++this.#begun;
    const read = await readPredictions(source, mapping, (share, rows) => {
      if (begun !== this.#begun) throw new Error("another table was opened");
      onProgress(share, rows);
    });
    const table = this.#checked(read.rows, read);
    this.#read = read;
    const times = table.timestamps;
    const groupings = read.groupings.map(({ column, values: { texts, codes } }) => {
      const rows = new Float64Array(texts.length);
      for (const code of codes) if (code !== -1) rows[code]!++;
      return { column, values: texts.map((value, i) => ({ value, rows: rows[i]! })) };
    });
    return {
      rows: table.rowCount,
      classes: table.classes,
      users: usersOf(read.rows),
      firstTime: times && times.reduce((first, time) => Math.min(first, time), Infinity),
      lastTime: times && times.reduce((last, time) => Math.max(last, time), -Infinity),
      normalizedRows: table.normalizedRows,
      skippedRows: read.skippedRows,
      groupings,
      split: guessSplit(groupings, times),
    };
  }

  split(split: Split): SplitFacts {
    const read = this.#read!;
    const members = splitRows(read, split);
    for (const [purpose, part] of Object.entries(members)) {
      if (part.length === 0) throw emptyPart(purpose);
    }
    const fit = takeRows(read.rows, members.fit);
    const judge = takeRows(read.rows, members.judge);
    this.#parts = { fit, judge };
    this.#judged = null;
    this.#served = null;
    return {
      fitRows: fit.rowCount,
      judgeRows: judge.rowCount,
      fitUsers: usersOf(fit),
      judgeUsers: usersOf(judge),
    };
  }

  /** Copies of the rows of either part, for another thread. */
  parts(): { readonly fit: PredictionRows; readonly judge: PredictionRows } {
    const { fit, judge } = this.#parts!;
    return { fit: copyRows(fit), judge: copyRows(judge) };
  }

  /** Takes a store to serve the rows that are judged. */
  async serve(files: StoreFiles): Promise<void> {
    const store = await storeOf(files);
    this.#served = { files, store, thresholds: new ThresholdViews(servedTable(this.#judgedTable(), store)) };
  }

  /** The judged rows, were one temperature to serve them all. */
  atTemperature(temperature: number): TemperatureView {
    return temperatureView(this.#judgedTable(), temperature);
  }

  /** What a threshold does to the judged rows as the store serves them. */
  atThreshold(threshold: number): ThresholdView {
    return this.#served!.thresholds.at(threshold);
  }

  /** The judged rows of one user. */
  ofUser(userId: string): UserView {
    return userView(this.#judgedTable(), userId, this.#served!.store);
  }

  /** The lowest threshold whose accepted rows are certain to be wrong at most so often. */
  certify(maxRisk: number): RejectTuning {
    return tuneRejectThreshold(this.#judgedTable(), this.#served!.store, { goal: "risk", maxRisk });
  }

  /** The store that serves as a zip archive of the files that the command line would write. */
  storeArchive(modified: Date): Blob {
    return new Blob([storeZip(this.#served!.files, "store", modified)], { type: "application/zip" });
  }

  /** The whole table as the store serves it. */
  async calibratedTable(threshold: number | null, onProgress: (share: number) => void): Promise<Blob> {
    const { store } = this.#served!;
    return await calibratedCsv(this.#source!, this.#mapping!, { store, threshold }, onProgress);
  }

  #judgedTable(): PredictionTable {
    this.#judged ??= this.#checked(this.#parts!.judge, this.#read!);
    return this.#judged;
  }

  #checked(rows: PredictionRows, { badCells }: ReadTable): PredictionTable {
    try {
      return predictionTable(rows);
    } catch (error) {
      throw withPlace(error, rows, badCells, this.#file!.name);
    }
  }
}

function usersOf({ users }: PredictionRows): number {
  if (users === null) return 0;
  const seen = new Uint8Array(users.texts.length);
  for (const code of users.codes) if (code !== -1) seen[code] = 1;
  return seen.reduce((sum, one) => sum + one, 0);
}

function checkMapping(columns: readonly string[], { prefix, label, kind }: ColumnMapping): void {
  if (classColumns(columns, prefix).length === 0) {
    const what = kind === "logits" ? "the logit" : "the probability";
    const names = columns.map((name) => JSON.stringify(name)).join(", ");
    throw missingColumn(`columns "${prefix}<class>" with ${what} of each class`, `the columns ${names}`);
  }
  if (label === null) throw missingColumn("a column with the true class of each row", "none chosen");
}

function missingColumn(expected: string, found: string): CalibrationError {
  return new CalibrationError("missing-column", { problem: "Cannot use the table", expected, found });
}

function emptyPart(purpose: string): CalibrationError {
  return new CalibrationError("no-rows", {
    problem: purpose === "fit" ? "Cannot fit" : "Cannot judge",
    expected: "at least one row",
    found: "none in this part of the split",
  });
}
