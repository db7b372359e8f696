import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { nllOfRow } from "../evaluate/nll.ts";
import type { FoldNll } from "./adoption.ts";
import { addByPart, type GroupedFolds } from "./groupedFolds.ts";

/**
 * The NLL of each part's rows under a calibrator fitted on the other folds, and under the parent; no parts if nothing
 * can be left out.
 */
export function crossFittedFolds(
  rows: LabelledRows,
  grouped: GroupedFolds,
  fit: (rows: LabelledRows) => BlockCalibrator,
  parent: BlockCalibrator,
): FoldNll[] {
  const { folds, partCount } = grouped;
  if (folds.count < 2) return [];
  const own = new Float64Array(partCount);
  for (const fold of folds.weights.keys()) {
    addPartNlls(own, rows, grouped, fold, fit(rowsOutside(rows, grouped, fold, fold)));
  }
  const parents = parentNlls(rows, grouped, parent);
  const weights = partWeights(grouped);
  return Array.from(own, (nll, part) => ({ weight: weights[part]!, own: nll, parent: parents[part]! }));
}

export function partWeights(grouped: GroupedFolds): Float64Array {
  const weights = new Float64Array(grouped.partCount);
  for (const fold of grouped.folds.weights.keys()) addByPart(weights, grouped, fold, () => 1);
  return weights;
}

/** The NLL of each part's rows under a calibrator that was not fitted on them. */
function parentNlls(rows: LabelledRows, grouped: GroupedFolds, parent: BlockCalibrator): Float64Array {
  const nlls = new Float64Array(grouped.partCount);
  for (const fold of grouped.folds.weights.keys()) addPartNlls(nlls, rows, grouped, fold, parent);
  return nlls;
}

/** The rows that are in neither of two folds; one fold given twice is one left out. */
export function rowsOutside(rows: LabelledRows, { folds }: GroupedFolds, a: number, b: number): LabelledRows {
  const outside = new Float64Array(rows.labels.length);
  for (const [fold, inFold] of folds.weights.entries()) {
    if (fold !== a && fold !== b) for (const [row, weight] of inFold.entries()) outside[row]! += weight;
  }
  const counting = Array.from(outside.keys()).filter((row) => outside[row]! > 0);
  const taken = takeLabelledRows({ ...rows, weights: outside }, counting);
  return taken.weights!.every((weight) => weight === 1) ? { ...taken, weights: null } : taken;
}

/** Adds to each part the weighted NLL of its rows in a fold. */
function addPartNlls(
  nlls: Float64Array,
  rows: LabelledRows,
  grouped: GroupedFolds,
  fold: number,
  calibrator: BlockCalibrator,
): void {
  const inFold = grouped.folds.weights[fold]!;
  const counting = Array.from(inFold.keys()).filter((row) => inFold[row]! > 0);
  const held = takeLabelledRows(rows, counting);
  calibrator.calibrateInPlace(held.block);
  const positions = new Map(counting.map((row, i) => [row, i]));
  addByPart(nlls, grouped, fold, (row) => nllOfRow(held, positions.get(row)!));
}
