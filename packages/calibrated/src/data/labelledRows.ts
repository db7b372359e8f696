import { CalibrationError } from "../errors.ts";
import { areNeighbours, readBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import { gatherBlock } from "./gatherBlock.ts";
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

/** The rows `indices`, ascending, to read only: where they stand if they are neighbours, else in new memory. */
export function readLabelledRows(rows: LabelledRows, indices: ArrayLike<number>): LabelledRows {
  if (!areNeighbours(indices)) return takeLabelledRows(rows, indices);
  const first = indices[0]!;
  const end = first + indices.length;
  return {
    block: readBlock(rows.block, indices),
    labels: rows.labels.subarray(first, end),
    weights: rows.weights && rows.weights.subarray(first, end),
  };
}

/** The rows `indices`, in that order, in new memory. */
export function takeLabelledRows(
  { block, labels, weights }: LabelledRows,
  indices: ArrayLike<number>,
): LabelledRows {
  const takenLabels = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) takenLabels[i] = labels[indices[i]!]!;
  return {
    block: gatherBlock(block, indices),
    labels: takenLabels,
    weights: weights && takeWeights(weights, indices),
  };
}

export function takeWeights(weights: Float64Array, indices: ArrayLike<number>): Float64Array {
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
