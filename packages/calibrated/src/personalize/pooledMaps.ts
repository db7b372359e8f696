import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll } from "../fit/fitDiagnostics.ts";
import type { FoldNll } from "./adoption.ts";
import { identityMap } from "./affineMap.ts";
import { partWeights } from "./crossFittedFolds.ts";
import { addByPart, type GroupedFolds } from "./groupedFolds.ts";
import { heldOutDeviation } from "./heldOutDeviation.ts";
import { nllOfLogs } from "./nllOfLogs.ts";
import { calibratorOf, personalFit } from "./personalFit.ts";
import type { PooledProblem } from "./pooledProblem.ts";
import {
  choosePopulation,
  crossFittedLogs,
  fitPopulation,
  populationFolds,
  populationLogs,
  populationScores,
  type PooledFamily,
  type PopulationFit,
} from "./populationFit.ts";
import type { PopulationRows } from "./populationRows.ts";
import { lazily } from "./lazily.ts";
import { selectionRows } from "./selectionRows.ts";
import { readUserLogs, userRows } from "./userRows.ts";

/** Pooling by the log-probabilities of all rows: any map of the menu. */
export function pooledMaps(rows: PopulationRows, family: PooledFamily): PooledProblem {
  const { classCount } = rows.block;
  const sample = selectionRows(rows);
  const { candidate, scores } = choosePopulation(sample, populationFolds(sample), family);
  const folds = populationFolds(rows);
  const crossed = crossFittedLogs(rows, folds, candidate);
  const nothing: PopulationFit = { base: null, map: identityMap(classCount) };
  const raw = populationLogs(rows.block, nothing);
  const population = lazily(() => fitPopulation(rows, rows.weights, candidate));
  return {
    scores,
    globalNlls: () => globalNlls(rows, folds, crossed, raw),
    meanNlls() {
      const own = { ...rows, weights: rows.ownWeights };
      return { before: nllOf(own), after: calibratedNll(own, calibratorOf(population())) };
    },
    users(isServed) {
      const served = isServed ? population() : nothing;
      const outOfUser = isServed ? crossed : raw;
      const ownScores = populationScores(rows.block, served);
      return {
        population: served,
        heldOutNll: (user) =>
          heldOutDeviation(userRows(rows, user), readUserLogs(outOfUser, user, classCount), classCount),
        personalFit(user, shrinkage) {
          const ofUser = (all: Float64Array): Float64Array => readUserLogs(all, user, classCount);
          const own = { population: ofUser(ownScores), crossed: ofUser(outOfUser), raw: ofUser(raw) };
          return personalFit(userRows(rows, user), own, served, shrinkage);
        },
      };
    },
  };
}

function globalNlls(
  { labels, block }: PopulationRows,
  grouped: GroupedFolds,
  crossed: Float64Array,
  raw: Float64Array,
): FoldNll[] {
  const [own, parent] = [crossed, raw].map((logs) => {
    const nlls = new Float64Array(grouped.partCount);
    for (const fold of grouped.folds.weights.keys()) {
      addByPart(nlls, grouped, fold, (row) => nllOfLogs(logs, labels, row, block.classCount));
    }
    return nlls;
  });
  return Array.from(partWeights(grouped), (weight, part) => ({
    weight,
    own: own![part]!,
    parent: parent![part]!,
  }));
}
