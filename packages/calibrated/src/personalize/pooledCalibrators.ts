import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../calibrator/vectorScalingCalibrator.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import type { AdoptionEvidence, PopulationPrior, TriedCandidate } from "../store/storeEvidence.ts";
import { adoptionOf, adoptionsOf, isServing, type FoldNll } from "./adoption.ts";
import { deviated, identityMap, type AffineMap } from "./affineMap.ts";
import { partWeights } from "./crossFittedFolds.ts";
import { chooseShrinkage } from "./chooseShrinkage.ts";
import { deviatedNll, deviationOf, fitDeviation, type Shrinkage } from "./deviationFit.ts";
import { addByPart, groupedFolds, type GroupedFolds } from "./groupedFolds.ts";
import { nllOfLogs } from "./nllOfLogs.ts";
import {
  choosePopulation,
  crossFittedLogs,
  fitPopulation,
  populationLogs,
  type PooledFamily,
  type PopulationCandidate,
  type PopulationFit,
} from "./populationFit.ts";
import { populationRows, type PopulationRows } from "./populationRows.ts";
import { selectionRows } from "./selectionRows.ts";
import { takeUserLogs, userRows, type UserRows } from "./userRows.ts";

interface PooledUser {
  readonly userId: string;
  readonly calibrator: BlockCalibrator;
  readonly evidence: AdoptionEvidence;
}

export interface PooledFit {
  readonly globalCalibrator: BlockCalibrator;
  readonly globalEvidence: AdoptionEvidence;
  readonly prior: PopulationPrior;
  readonly candidates: readonly TriedCandidate[];
  /** Every user, sorted by user id, also those whose parent serves. */
  readonly users: readonly PooledUser[];
}

/** Fits the population's map, how far users are from it, and every user's deviation. */
export function fitPooled(table: PredictionTable, family: PooledFamily, isGated: boolean): PooledFit {
  const rows = populationRows(table);
  const { classCount } = rows.block;
  const sample = selectionRows(rows);
  const choice = choosePopulation(sample, foldsOf(sample), family);
  const folds = foldsOf(rows);
  const crossed = crossFittedLogs(rows, folds, choice.candidate);
  const nothing: PopulationFit = { base: null, map: identityMap(classCount) };
  const raw = populationLogs(rows.block, nothing);
  const globalEvidence = adoptionOf(globalNlls(rows, folds, crossed, raw), isGated);
  const isServed = isServing(globalEvidence);
  const population = isServed ? fitPopulation(rows, rows.weights, choice.candidate) : nothing;
  const users = userRows(rows);
  const outOfUser = isServed ? crossed : raw;
  const shrinkage =
    users.length < 2
      ? populationAlone
      : chooseShrinkage(sampleOf(users), outOfUser, classCount, family).shrinkage;
  const evidence = adoptionsOf(
    users.map((user) => userFoldNlls(user, outOfUser, classCount, shrinkage)),
    isGated,
  );
  const logs = populationLogs(rows.block, population);
  return {
    globalCalibrator: calibratorOf(population),
    globalEvidence,
    prior: {
      ...shrinkage,
      base: population.base,
      uniformShare: population.map.uniformShare,
      scales: Array.from(population.map.scales),
      biases: Array.from(population.map.biases),
    },
    candidates: choice.scores.map(({ candidate, nll }) => ({ name: candidateInWords(candidate), nll })),
    users: users.map((user, i) => ({
      userId: user.userId,
      calibrator: personalCalibrator(takeUserLogs(logs, user, classCount), user, population, shrinkage),
      evidence: evidence[i]!,
    })),
  };
}

/** Of a single user nobody can tell how far users are from each other. */
const populationAlone: Shrinkage = { slopePrecision: Infinity, biasPrecision: Infinity };

function candidateInWords({ shape, uniformShare, scalePrecision }: PopulationCandidate): string {
  const mixed = uniformShare === 0 ? "" : `, ${uniformShare} of the uniform mixed in`;
  const held = shape === "vector scaling" ? `, scales held with precision ${scalePrecision}` : "";
  return `${shape}${mixed}${held}`;
}

/** The calibrator of one user from log-probabilities under the population's map. */
export function personalCalibrator(
  logs: Float64Array,
  { labels, weights }: { readonly labels: Int32Array; readonly weights: Float64Array },
  { base, map }: PopulationFit,
  shrinkage: Shrinkage,
): BlockCalibrator {
  const parameters = fitDeviation(logs, labels, weights, map.scales.length, shrinkage);
  return calibratorOf({ base, map: deviated(map, deviationOf(parameters)) });
}

/** The simplest calibrator that a population's, or a user's, is. */
export function calibratorOf({ base, map }: PopulationFit): BlockCalibrator {
  const after = affineCalibrator(map);
  if (base === null) return after;
  return after instanceof IdentityCalibrator ? base : new ComposedCalibrator([base, after]);
}

function affineCalibrator({ uniformShare, scales, biases }: AffineMap): BlockCalibrator {
  const isTemperature =
    uniformShare === 0 && biases.every((bias) => bias === 0) && scales.every((scale) => scale === scales[0]);
  if (!isTemperature) return new VectorScalingCalibrator(scales, biases, { uniformShare });
  return scales[0] === 1 ? new IdentityCalibrator() : new TemperatureCalibrator(1 / scales[0]!);
}

/** By user; of one user's rows alone by time. */
function foldsOf(rows: PopulationRows): GroupedFolds {
  return groupedFolds(rows, rows.userIds, rows.times, 2);
}

/** The NLL of the population's calibrator and of doing nothing, in as many parts as there are users. */
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

function userFoldNlls(user: UserRows, logs: Float64Array, k: number, shrinkage: Shrinkage): FoldNll[] {
  const own = takeUserLogs(logs, user, k);
  const none = new Float64Array(1 + k);
  if (user.folds.count < 2) return [{ weight: user.totalWeight, own: 0, parent: 0 }];
  return user.folds.weights.map((inFold, fold) => {
    const parameters = fitDeviation(own, user.labels, user.outside[fold]!, k, shrinkage);
    return {
      weight: inFold.reduce((sum, one) => sum + one, 0),
      own: deviatedNll(own, user.labels, inFold, k, parameters),
      parent: deviatedNll(own, user.labels, inFold, k, none),
    };
  });
}

/** As many users as learning the shrinkage needs, evenly from all of them. */
const mostUsers = 2000;

function sampleOf(users: readonly UserRows[]): readonly UserRows[] {
  if (users.length <= mostUsers) return users;
  return Array.from({ length: mostUsers }, (_, i) => users[Math.floor((i * users.length) / mostUsers)]!);
}
