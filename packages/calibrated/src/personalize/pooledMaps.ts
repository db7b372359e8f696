import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll } from "../fit/fitDiagnostics.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import type { FoldNll } from "./adoption.ts";
import { identityMap } from "./affineMap.ts";
import { partWeights } from "./crossFittedFolds.ts";
import type { GroupedFolds } from "./groupedFolds.ts";
import { heldOutDeviation } from "./heldOutDeviation.ts";
import { logsByUser, partsOf } from "./logsByUser.ts";
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
import { userRows } from "./userRows.ts";
import { sumOf } from "../numerics/sumOf.ts";

/**
 * Pooling by the log-probabilities of all rows: any map of the menu.
 *
 * @param rows - those of each user neighbours.
 */
export function pooledMaps(rows: PopulationRows, family: PooledFamily): PooledProblem {
  const { classCount } = rows.block;
  const sample = selectionRows(rows);
  const { candidate, scores } = choosePopulation(sample, populationFolds(sample), family);
  const folds = populationFolds(rows);
  const crossed = crossFittedLogs(rows, folds, candidate);
  const nothing: PopulationFit = { base: null, map: identityMap(classCount) };
  const rawLogs = (block: RowBlock): Float64Array => populationLogs(block, nothing);
  const population = lazily(() => fitPopulation(rows, rows.weights, candidate));
  return {
    scores,
    globalNlls: () => globalNlls(rows, folds, crossed, rawLogs),
    meanNlls() {
      const own = { ...rows, weights: rows.ownWeights };
      return { before: nllOf(own), after: calibratedNll(own, calibratorOf(population())) };
    },
    users(isServed) {
      const served = isServed ? population() : nothing;
      const outOfUser = isServed ? crossed : rawLogs;
      const logsOf = logsByUser(rows.block, (block, from) => [
        populationScores(block, served),
        outOfUser(block, from),
        rawLogs(block),
      ]);
      return {
        population: served,
        heldOut(members) {
          const user = userRows(rows, members);
          const logs = outOfUser(user.block, members.rows[0]!);
          return { weights: user.folds.weights.map(sumOf), nlls: heldOutDeviation(user, logs, classCount) };
        },
        personalFit(members, shrinkage) {
          const [ofPopulation, ofOthers, raw] = logsOf(members.rows);
          const logs = { population: ofPopulation!, crossed: ofOthers!, raw: raw! };
          return personalFit(userRows(rows, members), logs, served, shrinkage);
        },
      };
    },
  };
}

function globalNlls(
  { block, labels: all }: PopulationRows,
  grouped: GroupedFolds,
  crossed: (block: RowBlock, from: number) => Float64Array,
  rawLogs: (block: RowBlock) => Float64Array,
): FoldNll[] {
  const { folds, partOf, partCount } = grouped;
  const [own, parent] = [new Float64Array(partCount), new Float64Array(partCount)];
  for (const { rows, from } of partsOf(block)) {
    const labels = all.subarray(from, from + rows.rowCount);
    const [ownLogs, parentLogs] = [crossed(rows, from), rawLogs(rows)];
    for (const [fold, inFold] of folds.weights.entries()) {
      for (let i = 0; i < labels.length; i++) {
        const weight = inFold[from + i]!;
        if (weight === 0) continue;
        const part = partOf === null ? fold : partOf[from + i]!;
        own[part]! += weight * nllOfLogs(ownLogs, labels, i, block.classCount);
        parent[part]! += weight * nllOfLogs(parentLogs, labels, i, block.classCount);
      }
    }
  }
  return Array.from(partWeights(grouped), (weight, part) => ({
    weight,
    own: own[part]!,
    parent: parent[part]!,
  }));
}
