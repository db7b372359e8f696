import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { nllOfRow } from "../evaluate/nll.ts";
import { methods, type Method } from "../fit/fitMethod.ts";
import type { TriedCandidate } from "../store/storeEvidence.ts";
import type { FoldNll } from "./adoption.ts";
import { partWeights, rowsOutside } from "./crossFittedFolds.ts";
import type { GroupedFolds } from "./groupedFolds.ts";
import { simplestAsGood } from "./simplestAsGood.ts";
import { blockStandardError, type TimeBlocks } from "./timeBlocks.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** What `auto` chooses from beside the parent, the simplest first; docs/quality.md has the others that it leaves out. */
const menu = [
  "temperature",
  "mixed-temperature",
  "structured-vector",
  "structured-matrix",
  "venn-abers",
] as const;

/** With more classes, structured matrix scaling takes minutes to be fitted some dozen times. */
export const mostClassesForMatrix = 32;

/** Rows that a method is chosen by. */
export interface JudgedRows {
  readonly rows: LabelledRows;
  readonly grouped: GroupedFolds;
  readonly blocks: TimeBlocks;
}

export interface MethodChoice {
  /** Null for the parent: no method proved better. */
  readonly method: Method | null;
  /** Mean NLL of the parent and of each method on rows left out; empty if nothing could be left out twice. */
  readonly scores: readonly TriedCandidate[];
  /**
   * What the choice as a whole is worth: the NLL of every part's rows under the method that the other folds choose,
   * fitted on them, and under the parent.
   */
  readonly nested: readonly FoldNll[];
}

/**
 * Chooses a method by its NLL on folds left out, with the one-standard-error rule towards the simpler, and so towards the
 * parent, which is the simplest of all. Nested: for every fold the choice is made once more from the others alone, by
 * leaving out each of these in turn. Where nothing can be left out twice, of fewer than three folds, nothing speaks for
 * any method.
 */
export function chooseMethod(judged: JudgedRows, parent: BlockCalibrator, parentName: string): MethodChoice {
  const { rows, grouped, blocks } = judged;
  const { folds, partCount, partOf } = grouped;
  if (folds.count < 3) return { method: null, scores: [], nested: [] };
  const choices = [null, ...menu].filter(
    (method) => method !== "structured-matrix" || rows.block.classCount <= mostClassesForMatrix,
  );
  const losses = choices.map((method) => {
    const fit = (part: LabelledRows): BlockCalibrator =>
      method === null ? parent : methods[method](part).calibrator;
    return lossesLeftOut(rows, grouped, fit);
  });
  const chosenBy = (sums: readonly Float64Array[]): number =>
    simplestAsGood(sums, (differences) => blockStandardError(differences, blocks));
  const totals = losses.map(({ once }) => addedUp(once));
  const weights = partWeights(grouped);
  const [own, parents] = [new Float64Array(partCount), new Float64Array(partCount)];
  for (const fold of folds.weights.keys()) {
    const chosen = chosenBy(losses.map(({ twice }) => twice[fold]!));
    for (const row of rows.labels.keys()) {
      const part = partOf === null ? fold : partOf[row]!;
      own[part]! += losses[chosen]!.once[fold]![row]!;
      parents[part]! += losses[0]!.once[fold]![row]!;
    }
  }
  return {
    method: choices[chosenBy(totals)]!,
    scores: choices.map((name, m) => ({ name: name ?? parentName, nll: sumOf(totals[m]!) / sumOf(weights) })),
    nested: Array.from(weights, (weight, part) => ({ weight, own: own[part]!, parent: parents[part]! })),
  };
}

interface LossesLeftOut {
  /** For each fold, the weighted NLL of its rows, the fold left out; one number per row, 0 for those of other folds. */
  readonly once: readonly Float64Array[];
  /** For each fold, that of all other folds' rows, the fold and their own left out. */
  readonly twice: readonly Float64Array[];
}

function lossesLeftOut(
  rows: LabelledRows,
  grouped: GroupedFolds,
  fit: (part: LabelledRows) => BlockCalibrator,
): LossesLeftOut {
  const { folds } = grouped;
  const byFold = (): Float64Array[] => folds.weights.map(() => new Float64Array(rows.labels.length));
  const [once, twice] = [byFold(), byFold()];
  for (let a = 0; a < folds.count; a++) {
    for (let b = a; b < folds.count; b++) {
      const calibrator = fit(rowsOutside(rows, grouped, a, b));
      if (a === b) addLosses(once[a]!, rows, folds.weights[a]!, calibrator);
      else {
        addLosses(twice[a]!, rows, folds.weights[b]!, calibrator);
        addLosses(twice[b]!, rows, folds.weights[a]!, calibrator);
      }
    }
  }
  return { once, twice };
}

/** Adds to each row its NLL times its weight in a fold. */
function addLosses(
  losses: Float64Array,
  rows: LabelledRows,
  inFold: Float64Array,
  calibrator: BlockCalibrator,
): void {
  const counting = Array.from(inFold.keys()).filter((row) => inFold[row]! > 0);
  const held = takeLabelledRows(rows, counting);
  calibrator.calibrateInPlace(held.block);
  for (const [i, row] of counting.entries()) losses[row]! += inFold[row]! * nllOfRow(held, i);
}

function addedUp(all: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(all[0]!.length);
  for (const one of all) for (const [row, loss] of one.entries()) sums[row]! += loss;
  return sums;
}
