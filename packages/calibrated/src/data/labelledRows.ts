import { CalibrationError } from "../errors.ts";
import { areNeighbours, readBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import { rowBlockOf, type PredictionTable } from "./predictionTable.ts";
import { balancedWeights } from "./weights.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** Rows with their labels: what fitting and every metric work on. */
export interface LabelledRows {
  readonly block: RowBlock;
  /** Class indices. */
  readonly labels: Int32Array;
  /** Null for a weight of 1 everywhere. */
  readonly weights: Float64Array | null;
}

/** Every row of a table, also those of weight 0; `missing-column` without labels. */
export function everyRow(table: PredictionTable): LabelledRows {
  const { labels, weights } = table;
  if (labels !== null)
    return { block: rowBlockOf(table), labels, weights: weights && balancedWeights(weights) };
  throw new CalibrationError("missing-column", {
    problem: "Cannot fit or evaluate",
    expected: "a label for each row",
    found: "a table without labels",
    field: "labels",
  });
}

/**
 * The rows of a table that count: those of weight 0 are left out.
 *
 * @throws CalibrationError `missing-column` without labels, `no-rows` if none is left.
 */
export function labelledRows(table: PredictionTable): LabelledRows {
  const all = everyRow(table);
  if (table.weights === null && table.rowCount > 0) return all;
  const counting = countingRows(table);
  if (counting.length === 0) {
    throw new CalibrationError("no-rows", {
      problem: "Cannot fit or evaluate",
      expected: "at least one row with a weight above 0",
      found: table.rowCount === 0 ? "no rows" : "none",
    });
  }
  return counting.length === table.rowCount ? all : takeLabelledRows(all, counting);
}

/**
 * The rows `indices`, ascending, to read only: where they stand if they are neighbours, else in memory of their own.
 *
 * @param memory - gives that of their probabilities; by default new.
 */
export function readLabelledRows(
  rows: LabelledRows,
  indices: ArrayLike<number>,
  memory?: (length: number) => Float64Array,
): LabelledRows {
  if (!areNeighbours(indices)) return takeLabelledRows(rows, indices, memory);
  const first = indices[0]!;
  const end = first + indices.length;
  return {
    block: readBlock(rows.block, indices),
    labels: rows.labels.subarray(first, end),
    weights: rows.weights && rows.weights.subarray(first, end),
  };
}

/** Rows that are fetched from memory at the same time. */
const rowsAtOnce = 64;

/**
 * The rows `indices`, in that order, in memory of their own.
 *
 * @param memory - gives that of their probabilities; by default new.
 */
export function takeLabelledRows(
  { block, labels, weights }: LabelledRows,
  indices: ArrayLike<number>,
  memory: (length: number) => Float64Array = (length) => new Float64Array(length),
): LabelledRows {
  const { values, classCount } = block;
  const rowCount = indices.length;
  const taken = memory(rowCount * classCount);
  const takenLabels = new Int32Array(rowCount);
  for (let first = 0; first < rowCount; first += rowsAtOnce) {
    const end = Math.min(first + rowsAtOnce, rowCount);
    // Rows from all over a large table: what is in them is added up before any is copied, so that memory looks for all of them
    // at the same time. A sum, unlike a copy, keeps nothing waiting.
    let sum = 0;
    for (let row = first; row < end; row++) {
      const index = indices[row]!;
      const start = index * classCount;
      sum += values[start]! + values[start + classCount - 1]! + labels[index]!;
    }
    // Kept until a row takes its place, lest the engine leave the sum out.
    taken[first * classCount] = sum;
    for (let row = first; row < end; row++) {
      const index = indices[row]!;
      takenLabels[row] = labels[index]!;
      const start = index * classCount;
      const shift = row * classCount - start;
      for (let from = start; from < start + classCount; from++) taken[from + shift] = values[from]!;
    }
  }
  return {
    block: { values: taken, rowCount, classCount },
    labels: takenLabels,
    weights: weights && takeWeights(weights, indices),
  };
}

function takeWeights(weights: Float64Array, indices: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(indices.length);
  for (let i = 0; i < taken.length; i++) taken[i] = weights[indices[i]!]!;
  return taken;
}

/** The indices of the rows whose weight is not 0. */
export function countingRows({ weights, rowCount }: PredictionTable): number[] {
  const counting: number[] = [];
  for (let row = 0; row < rowCount; row++) if (weights === null || weights[row]! > 0) counting.push(row);
  return counting;
}

/** The sum of the weights, or the number of rows without weights. */
export function totalWeight({ block, weights }: LabelledRows): number {
  return weights === null ? block.rowCount : sumOf(weights);
}
