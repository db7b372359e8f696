import { CalibrationError } from "../errors.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import type { Matrix } from "../probabilities/shapes.ts";
import { divideBySums } from "./divideBySums.ts";
import { failingRows } from "./failingRows.ts";
import { checkChoice } from "./checkChoice.ts";
import { listNames } from "./listNames.ts";
import { shown } from "./shown.ts";
import { readScores, type ScoreColumns, type TableMemory } from "./readScores.ts";
import { epochMilliseconds } from "./utcDay.ts";
import { checkWeights } from "./weights.ts";

/** The columns of labelled (or not yet labelled) predictions, as a caller has them. */
export type PredictionColumns = ScoreColumns & FurtherColumns;

/** What stands beside the probabilities or logits. */
export interface FurtherColumns {
  /** The k class names, in column order; default "0", "1", … */
  readonly classes?: readonly string[] | null | undefined;
  /** The true class of each row: its name, or its index from 0. */
  readonly labels?: readonly (string | number)[] | ArrayLike<number> | null | undefined;
  /** How much each row counts, ≥ 0; default 1. Weight 2 is the row twice, weight 0 its absence. */
  readonly weights?: ArrayLike<number> | null | undefined;
  /** The user of each row; null for a row of nobody known. */
  readonly userIds?: readonly (string | null)[] | null | undefined;
  /** When each row was predicted: `Date`, milliseconds since 1970, or ISO-8601 text (UTC where it names no zone). */
  readonly timestamps?: readonly (string | number | Date)[] | ArrayLike<number> | null | undefined;
  /**
   * `"strict"` (default) refuses a row sum beyond 1e-3 of 1; `"normalize"` takes any positive finite sum. Logits have no
   * sum to judge.
   */
  readonly rowSums?: "strict" | "normalize" | undefined;
  /**
   * `"copy"` (default) leaves what is given as it is. `"share"` reads a `Float64Array` of probabilities, unless a row has to
   * be divided by its sum, an `Int32Array` of labels and an array of user ids where they stand, which spares their copies: do
   * not change them while the table is in use. `"take"` makes them, and a `Float64Array` of logits or times, the table's own:
   * do not use them again.
   */
  readonly memory?: TableMemory | undefined;
}

/**
 * Labelled predictions, checked once: what fitting and evaluating work on. Immutable by convention; the memory is
 * its own.
 *
 * @example
 * import { PredictionTable } from "calibrated";
 * const table = new PredictionTable({
 *   probabilities: [[0.9, 0.1], [0.4, 0.6]],
 *   classes: ["cat", "dog"],
 *   labels: ["cat", "dog"],
 *   userIds: ["ann", "bob"],
 * });
 * table.rowCount; // => 2
 * Array.from(table.labels!); // => [0, 1]
 */
export class PredictionTable {
  /**
   * Row-major; each row divided by its sum, unless that is 1 but for the rounding of the addition. The softmax, where
   * logits were given.
   */
  readonly probabilities: Matrix<Float64Array>;
  readonly rowCount: number;
  readonly classCount: number;
  readonly classes: readonly string[];
  /** Whether the classes were named, and are not just numbered. */
  readonly hasClassNames: boolean;
  /** Class indices, or null. */
  readonly labels: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly userIds: readonly (string | null)[] | null;
  /** Milliseconds since 1970-01-01 UTC, or null. */
  readonly timestamps: Float64Array | null;
  /** How many rows summed to something further than 1e-6 from 1 and were divided by it. */
  readonly normalizedRows: number;

  /**
   * @throws CalibrationError `missing-column` with neither probabilities nor logits, `invalid-option` with both, or for
   *   another rule of sums or memory;
   *   `wrong-shape`, `not-probabilities`, `invalid-classes`, `wrong-class-count`, `row-count-mismatch`, `unknown-label`,
   *   `invalid-weights`, `invalid-user-id`, `invalid-timestamp`, each naming the first row that fails.
   */
  constructor(columns: PredictionColumns) {
    const memory = checkMemory(columns.memory);
    const scores = readScores(columns, memory);
    const isShared = memory === "share" && scores.values === (columns.probabilities as Matrix | null)?.data;
    const { block, normalizedRows } = divideBySums(scores, columns.rowSums ?? "strict", isShared);
    this.rowCount = block.rowCount;
    this.classCount = block.classCount;
    this.normalizedRows = normalizedRows;
    this.probabilities = { data: block.values, dims: [block.rowCount, block.classCount] };
    this.classes = readClasses(columns.classes, block);
    this.hasClassNames = Boolean(columns.classes);
    this.labels = readLabels(columns, this.classes, block.rowCount, memory !== "copy");
    this.weights = columns.weights
      ? checkWeights(sameLength(columns.weights, block.rowCount, "weights"))
      : null;
    this.userIds = readUserIds(columns, block.rowCount, memory !== "copy");
    this.timestamps = readTimestamps(columns.timestamps, block.rowCount, memory === "take");
    Object.freeze(this);
  }
}

/** The table itself, or one built from the columns, which reads their memory and so is not to be kept. */
export function asTable(columns: PredictionColumns | PredictionTable): PredictionTable {
  return columns instanceof PredictionTable ? columns : new PredictionTable({ memory: "share", ...columns });
}

export function rowBlockOf({ probabilities, rowCount, classCount }: PredictionTable): RowBlock {
  return { values: probabilities.data, rowCount, classCount };
}

function checkMemory(memory: FurtherColumns["memory"] = "copy"): TableMemory {
  checkChoice("memory", memory, ["copy", "share", "take"]);
  return memory;
}

function readClasses(classes: FurtherColumns["classes"], block: RowBlock): readonly string[] {
  const names = classes ? [...classes] : Array.from({ length: block.classCount }, (_, j) => String(j));
  if (block.rowCount > 0 && names.length !== block.classCount) {
    throw new CalibrationError("wrong-class-count", {
      problem: "Invalid prediction table",
      expected: `${block.classCount} class names, one per column of the probabilities`,
      found: String(names.length),
      field: "classes",
    });
  }
  const wrong = names.findIndex((name, j) => typeof name !== "string" || names.indexOf(name) !== j);
  if (wrong !== -1) {
    throw new CalibrationError("invalid-classes", {
      problem: "Invalid prediction table",
      expected: "class names that are strings and differ from each other",
      found: `${shown(names[wrong])} more than once or not a string`,
      field: "classes",
    });
  }
  return Object.freeze(names);
}

function readLabels(
  { labels, classes: namedClasses }: FurtherColumns,
  classes: readonly string[],
  rowCount: number,
  isView: boolean,
): Int32Array | null {
  if (!labels) return null;
  sameLength(labels, rowCount, "labels");
  const indices = isView && labels instanceof Int32Array ? labels : labelIndices(labels, classes);
  if (areBelow(indices, classes.length)) return indices;
  const failing = failingRows(rowCount, (row) => !(indices[row]! >= 0 && indices[row]! < classes.length))!;
  const label = labels[failing.row];
  const isUnnamed = typeof label === "string" && !namedClasses;
  throw new CalibrationError("unknown-label", {
    problem: "Invalid label",
    expected: `one of the classes ${listNames(classes)}, or an index from 0 to ${classes.length - 1}`,
    found: shown(label),
    ...failing,
    hint: isUnnamed
      ? 'Labels that are names need the names of the classes: give them as "classes".'
      : "Leave out rows whose label is not known.",
  });
}

/** Whether all are indices of so many; without a call for each. */
function areBelow(indices: Int32Array, count: number): boolean {
  for (let row = 0; row < indices.length; row++) if (indices[row]! >>> 0 >= count) return false;
  return true;
}

/** −1 where a label is neither the name nor the index of a class. */
function labelIndices(labels: ArrayLike<string | number>, classes: readonly string[]): Int32Array {
  const indexOf = new Map(classes.map((name, j) => [name, j]));
  const indices = new Int32Array(labels.length);
  for (let row = 0; row < indices.length; row++) {
    const label = labels[row];
    const index = typeof label === "string" ? indexOf.get(label) : label;
    indices[row] = Number.isInteger(index) && index! >= 0 && index! < classes.length ? index! : -1;
  }
  return indices;
}

function readUserIds(
  columns: FurtherColumns,
  rowCount: number,
  isView: boolean,
): readonly (string | null)[] | null {
  if (!columns.userIds) return null;
  const given: readonly unknown[] = sameLength(columns.userIds, rowCount, "user ids");
  const userIds = isView && Array.isArray(given) ? given : Array.from(given);
  const failing = failingRows(rowCount, (row) => userIds[row] !== null && typeof userIds[row] !== "string");
  if (failing === null) return userIds as readonly (string | null)[];
  throw new CalibrationError("invalid-user-id", {
    problem: "Invalid user id",
    expected: "a string, or null for a row of nobody known",
    found: String(userIds[failing.row]),
    ...failing,
  });
}

function readTimestamps(
  timestamps: FurtherColumns["timestamps"],
  rowCount: number,
  isTaking: boolean,
): Float64Array | null {
  if (!timestamps) return null;
  const given: ArrayLike<unknown> = sameLength(timestamps, rowCount, "timestamps");
  const times = isTaking && given instanceof Float64Array ? given : new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) times[row] = epochMilliseconds(given[row]);
  const failing = failingRows(rowCount, (row) => Number.isNaN(times[row]));
  if (failing === null) return times;
  throw new CalibrationError("invalid-timestamp", {
    problem: "Invalid timestamp",
    expected: "a Date, milliseconds since 1970 or an ISO-8601 text",
    found: shown(given[failing.row]),
    ...failing,
  });
}

function sameLength<T extends ArrayLike<unknown>>(column: T, rowCount: number, what: string): T {
  if (column.length === rowCount) return column;
  throw new CalibrationError("row-count-mismatch", {
    problem: "Invalid prediction table",
    expected: `${rowCount} ${what}, one per row of probabilities`,
    found: String(column.length),
  });
}
