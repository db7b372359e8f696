import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { methods, type Fit } from "../fit/fitMethod.ts";
import type { TriedCandidate } from "../store/storeEvidence.ts";
import type { FoldNll } from "./adoption.ts";
import { chooseMethod } from "./chooseMethod.ts";
import { crossFittedFolds } from "./crossFittedFolds.ts";
import type { GroupedFolds } from "./groupedFolds.ts";

/** A calibrator to come: nothing is computed that is not asked for. */
interface PlannedFit {
  readonly fit: () => Fit;
  /** What it gains over its parent on rows left out. */
  readonly nlls: () => readonly FoldNll[];
  readonly candidates: readonly TriedCandidate[];
}

/** How rows become a calibrator, whose parent is given. */
export type FitPlan = (rows: LabelledRows, folds: GroupedFolds, parent: BlockCalibrator) => PlannedFit;

/** By one method. */
export function namedFit(fit: (rows: LabelledRows) => Fit): FitPlan {
  return (rows, folds, parent) => ({
    fit: () => fit(rows),
    nlls: () => crossFittedFolds(rows, folds, (part) => fit(part).calibrator, parent),
    candidates: [],
  });
}

/** By the method that does best on rows left out; its gain is that of the choice as a whole. */
export const chosenFit: FitPlan = (rows, folds, parent) => {
  const { method, scores, nested } = chooseMethod(rows, folds, parent);
  return { fit: () => methods[method](rows), nlls: () => nested, candidates: scores };
};
