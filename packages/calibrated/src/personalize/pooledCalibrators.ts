import { labelledRows } from "../data/labelledRows.ts";
import { nllOf } from "../evaluate/nll.ts";
import { CalibrationError } from "../errors.ts";
import { calibratedNll, labelsWithoutRows } from "../fit/fitDiagnostics.ts";
import type { Method } from "../fit/fitMethod.ts";
import { globalWarnings, type FitWarning } from "./fitWarnings.ts";
import type { StoreParts } from "./storeParts.ts";
import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import type { AdoptionEvidence, PopulationPrior, TriedCandidate } from "../store/storeEvidence.ts";
import { adoptionOf, isServing, type FoldNll } from "./adoption.ts";
import { identityMap } from "./affineMap.ts";
import { partWeights } from "./crossFittedFolds.ts";
import { chooseShrinkage } from "./chooseShrinkage.ts";
import type { Shrinkage } from "./deviationFit.ts";
import { addByPart, groupedFolds, type GroupedFolds } from "./groupedFolds.ts";
import { nllOfLogs } from "./nllOfLogs.ts";
import { personalAdoptions } from "./personalAdoption.ts";
import { calibratorOf, personalFit } from "./personalFit.ts";
import {
  choosePopulation,
  crossFittedLogs,
  fitPopulation,
  populationLogs,
  populationScores,
  type PooledFamily,
  type PopulationCandidate,
  type PopulationFit,
} from "./populationFit.ts";
import { countingRowsByUser, populationRows, type PopulationRows } from "./populationRows.ts";
import { selectionRows } from "./selectionRows.ts";
import { readUserLogs, userRows, usersOf, type UserMembers } from "./userRows.ts";

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
  /** Every user, sorted by user id, also those whom the global calibrator serves. */
  readonly users: readonly PooledUser[];
}

/** Fits the population's map, how far users are from it, and every user's deviation. */
export function fitPooled(
  table: PredictionTable,
  family: PooledFamily,
  isGated: boolean,
  onProgress: (share: number) => void = () => undefined,
): PooledFit {
  const rows = populationRows(table, countingRowsByUser(table));
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
  const users = usersOf(rows);
  const outOfUser = isServed ? crossed : raw;
  const shrinkage =
    users.length < 2
      ? populationAlone
      : chooseShrinkage(
          evenly(users, rows.labels.length).map((user) => userRows(rows, user)),
          outOfUser,
          classCount,
          family,
        ).shrinkage;
  const scores = populationScores(rows.block, population);
  const calibrators: BlockCalibrator[] = [];
  const { evidence, rule } = personalAdoptions(
    lazily(users, (user) => {
      const ofUser = (all: Float64Array): Float64Array => readUserLogs(all, user, classCount);
      const own = { population: ofUser(scores), crossed: ofUser(outOfUser), raw: ofUser(raw) };
      const { calibrator, nlls } = personalFit(userRows(rows, user), own, population, shrinkage);
      onProgress(calibrators.push(calibrator) / users.length);
      return nlls;
    }),
    isGated,
  );
  return {
    globalCalibrator: calibratorOf(population),
    globalEvidence,
    prior: {
      ...shrinkage,
      base: population.base,
      uniformShare: population.map.uniformShare,
      scales: Array.from(population.map.scales),
      biases: Array.from(population.map.biases),
      adoption: isGated ? rule : null,
    },
    candidates: choice.scores.map(({ candidate, nll }) => ({ name: candidateInWords(candidate), nll })),
    users: users.map(({ userId }, i) => ({
      userId,
      calibrator: evidence[i]!.verdict === "harmful" ? new IdentityCalibrator() : calibrators[i]!,
      evidence: evidence[i]!,
    })),
  };
}

function* lazily<From, To>(all: readonly From[], change: (one: From) => To): Generator<To> {
  for (const one of all) yield change(one);
}

interface PooledOptions {
  readonly method?: Method | "auto" | undefined;
  readonly gate?: boolean | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** The parts of a store: every user with what all have in common. */
export function pooledParts(
  table: PredictionTable,
  { method = "auto", gate = true, onProgress }: PooledOptions,
): StoreParts {
  if (method !== "auto" && method !== "temperature") {
    throw new CalibrationError("invalid-option", {
      problem: "Cannot pool users with this method",
      expected: '"auto" or "temperature"',
      found: JSON.stringify(method),
      field: "method",
      hint: 'Other methods take personalization: "eligible" or "none".',
    });
  }
  const pooled = fitPooled(table, method, gate, onProgress);
  const rows = labelledRows(table);
  const users = pooled.users.filter(({ evidence }) => isServing(evidence) || evidence.verdict === "harmful");
  const { globalCalibrator, globalEvidence } = pooled;
  const warnings: FitWarning[] = globalWarnings(globalEvidence);
  if (pooled.users.length === 1) {
    const message =
      "There is one user only, so nobody can tell how far users are from each other: the global calibrator serves.";
    warnings.push({ code: "single-user", message });
  }
  return {
    method,
    globalCalibrator,
    userCalibrators: new Map(users.map(({ userId, calibrator }) => [userId, calibrator])),
    diagnostics: {
      global: {
        nllBefore: nllOf(rows),
        nllAfter: calibratedNll(rows, globalCalibrator),
        classesWithoutLabels: labelsWithoutRows(rows),
      },
      users: new Map(),
    },
    evidence: {
      isGated: gate,
      global: globalEvidence,
      users: new Map(pooled.users.map(({ userId, evidence }) => [userId, evidence])),
      candidates: pooled.candidates,
      population: pooled.prior,
    },
    warnings,
  };
}

/** Of a single user nobody can tell how far users are from each other. */
const populationAlone: Shrinkage = { slopePrecision: Infinity, biasPrecision: Infinity };

function candidateInWords({ shape, uniformShare, scalePrecision }: PopulationCandidate): string {
  const mixed = uniformShare === 0 ? "" : `, ${uniformShare} of the uniform mixed in`;
  const held = shape === "vector scaling" ? `, scales held with precision ${scalePrecision}` : "";
  return `${shape}${mixed}${held}`;
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

/** As many users as learning the shrinkage needs, if these have as many rows as it needs. */
const mostUsers = 2000;
const fewestUsers = 300;
const enoughRows = 30_000;

/** Users to learn the shrinkage from, evenly from all of them. */
function evenly(users: readonly UserMembers[], rowCount: number): readonly UserMembers[] {
  const wanted = Math.ceil((enoughRows * users.length) / rowCount);
  const count = Math.min(users.length, mostUsers, Math.max(fewestUsers, wanted));
  return Array.from({ length: count }, (_, i) => users[Math.floor((i * users.length) / count)]!);
}
