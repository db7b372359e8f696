import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { methods, type Method } from "../fit/fitMethod.ts";
import type { TriedCandidate } from "../store/storeEvidence.ts";
import type { FoldNll } from "./adoption.ts";
import { addPartNlls, parentNlls, partWeights, rowsOutside } from "./crossFittedFolds.ts";
import type { GroupedFolds } from "./groupedFolds.ts";
import { simplestAsGood } from "./simplestAsGood.ts";

/** What `auto` chooses from, the simplest first. */
const menu: readonly Method[] = ["identity", "temperature", "vector", "mixed-isotonic", "venn-abers"];

export interface MethodChoice {
  readonly method: Method;
  /** Mean NLL of each method of the menu on rows left out; empty if nothing could be left out twice. */
  readonly scores: readonly TriedCandidate[];
  /**
   * What the choice as a whole is worth: the NLL of every part's rows under the method that the other folds choose,
   * fitted on them, and under the parent.
   */
  readonly nested: readonly FoldNll[];
}

/**
 * Chooses a method by its NLL on folds left out, with the one-standard-error rule towards the simpler. Nested: for every
 * fold the choice is made once more from the others alone, by leaving out each of these in turn. Where nothing can be
 * left out twice, of fewer than three folds, nothing speaks for any method, and it is `identity`.
 */
export function chooseMethod(
  rows: LabelledRows,
  grouped: GroupedFolds,
  parent: BlockCalibrator,
): MethodChoice {
  const { folds, partCount } = grouped;
  if (folds.count < 3) return { method: "identity", scores: [], nested: [] };
  const nlls = menu.map((method) => nllsLeftOut(rows, grouped, method));
  const totals = nlls.map(({ once }) => sumOf(once));
  const nested = new Float64Array(partCount);
  for (const fold of folds.weights.keys()) {
    const chosen = simplestAsGood(nlls.map(({ twice }) => twice[fold]!));
    addTo(nested, nlls[chosen]!.once[fold]!);
  }
  const parents = parentNlls(rows, grouped, parent);
  const weights = partWeights(grouped);
  return {
    method: menu[simplestAsGood(totals)]!,
    scores: menu.map((name, m) => ({ name, nll: total(totals[m]!) / total(weights) })),
    nested: Array.from(nested, (own, part) => ({ weight: weights[part]!, own, parent: parents[part]! })),
  };
}

interface NllsLeftOut {
  /** For each fold, the NLL of its rows by part, the fold left out. */
  readonly once: readonly Float64Array[];
  /** For each fold, that of all other folds' rows, the fold and their own left out. */
  readonly twice: readonly Float64Array[];
}

function nllsLeftOut(rows: LabelledRows, grouped: GroupedFolds, method: Method): NllsLeftOut {
  const { folds, partCount } = grouped;
  const byFold = (): Float64Array[] => folds.weights.map(() => new Float64Array(partCount));
  const [once, twice] = [byFold(), byFold()];
  for (let a = 0; a < folds.count; a++) {
    for (let b = a; b < folds.count; b++) {
      const { calibrator } = methods[method](rowsOutside(rows, grouped, a, b));
      if (a === b) addPartNlls(once[a]!, rows, grouped, a, calibrator);
      else {
        addPartNlls(twice[a]!, rows, grouped, b, calibrator);
        addPartNlls(twice[b]!, rows, grouped, a, calibrator);
      }
    }
  }
  return { once, twice };
}

function sumOf(all: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(all[0]!.length);
  for (const one of all) addTo(sums, one);
  return sums;
}

function addTo(sums: Float64Array, terms: Float64Array): void {
  for (const [i, term] of terms.entries()) sums[i]! += term;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
