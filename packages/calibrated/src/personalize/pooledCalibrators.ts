import { checkChoice } from "../data/checkChoice.ts";
import { groupByUser, type RowsOfUsers } from "../data/groupByUser.ts";
import { labelsWithoutRows, type FitDiagnostics } from "../fit/fitDiagnostics.ts";
import type { Method } from "../fit/fitMethod.ts";
import { globalWarnings, type FitWarning } from "./fitWarnings.ts";
import type { StoreParts } from "./storeParts.ts";
import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import type { AdoptionEvidence, PopulationPrior, TriedCandidate } from "../store/storeEvidence.ts";
import { adoptionOf, isServing } from "./adoption.ts";
import type { Shrinkage } from "./deviationFit.ts";
import { personalAdoptions } from "./personalAdoption.ts";
import { calibratorOf } from "./personalFit.ts";
import { pooledMaps } from "./pooledMaps.ts";
import { pooledTemperatures } from "./pooledTemperatures.ts";
import { learnShrinkage } from "./learnShrinkage.ts";
import type { PooledProblem } from "./pooledProblem.ts";
import type { PooledFamily, PopulationCandidate } from "./populationFit.ts";
import { populationRowsByUser, populationRowsInPlace, type PopulationRows } from "./populationRows.ts";
import { rowsInContentOrder } from "./rowsInContentOrder.ts";
import { areAskedOnce } from "./userLikelihoods.ts";
import { usersOf } from "./userRows.ts";

interface PooledUser {
  readonly userId: string;
  readonly calibrator: BlockCalibrator;
  readonly evidence: AdoptionEvidence;
}

export interface PooledFit {
  readonly globalCalibrator: BlockCalibrator;
  readonly globalDiagnostics: FitDiagnostics;
  readonly globalEvidence: AdoptionEvidence;
  readonly prior: PopulationPrior;
  readonly candidates: readonly TriedCandidate[];
  /** Every user, sorted by user id, also those whom the global calibrator serves. */
  readonly users: readonly PooledUser[];
}

/**
 * Fits the population's map, how far users are from it, and every user's deviation.
 *
 * @param groups - the rows of each user, if they are known.
 */
export function fitPooled(
  table: PredictionTable,
  family: PooledFamily,
  isGated: boolean,
  onProgress: (share: number) => void = () => undefined,
  groups: RowsOfUsers = groupByUser(table.userIds ?? []),
): PooledFit {
  const ordered = rowsInContentOrder(table, groups);
  const { rows, problem } =
    (family === "temperature" ? temperatureProblem(table, ordered) : null) ??
    mapProblem(table, ordered, family);
  const globalEvidence = adoptionOf(problem.globalNlls(), isGated);
  const users = usersOf(rows);
  const isServed = isServing(globalEvidence);
  const pooled = problem.users(isServed);
  const { before, after } = problem.meanNlls();
  const { population } = pooled;
  const shrinkage =
    users.length < 2 ? populationAlone : learnShrinkage(users, rows.labels.length, pooled.heldOut, family);
  const calibrators: BlockCalibrator[] = [];
  const { evidence, rule } = personalAdoptions(
    oneByOne(users, (user) => {
      const { calibrator, nlls } = pooled.personalFit(user, shrinkage);
      onProgress(calibrators.push(calibrator) / users.length);
      return nlls;
    }),
    isGated,
  );
  return {
    globalCalibrator: calibratorOf(population),
    globalDiagnostics: {
      nllBefore: before,
      nllAfter: isServed ? after : before,
      classesWithoutLabels: labelsWithoutRows(rows),
    },
    globalEvidence,
    prior: {
      ...shrinkage,
      base: population.base,
      uniformShare: population.map.uniformShare,
      scales: Array.from(population.map.scales),
      biases: Array.from(population.map.biases),
      adoption: isGated ? rule : null,
    },
    candidates: problem.scores.map(({ candidate, nll }) => ({ name: candidateInWords(candidate), nll })),
    users: users.map(({ userId }, i) => ({
      userId,
      calibrator: evidence[i]!.verdict === "harmful" ? new IdentityCalibrator() : calibrators[i]!,
      evidence: evidence[i]!,
    })),
  };
}

interface ProblemOfRows {
  readonly rows: PopulationRows;
  readonly problem: PooledProblem;
}

function temperatureProblem(table: PredictionTable, groups: RowsOfUsers): ProblemOfRows | null {
  const rows = populationRowsInPlace(table, groups, areAskedOnce(groups.size, table.rowCount));
  const problem = pooledTemperatures(rows);
  return problem && { rows, problem };
}

function mapProblem(table: PredictionTable, groups: RowsOfUsers, family: PooledFamily): ProblemOfRows {
  const rows = populationRowsByUser(table, groups);
  return { rows, problem: pooledMaps(rows, family) };
}

function* oneByOne<From, To>(all: readonly From[], change: (one: From) => To): Generator<To> {
  for (const one of all) yield change(one);
}

interface PooledOptions {
  readonly method?: Method | "auto" | undefined;
  readonly gate?: boolean | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * The parts of a store: every user with what all have in common.
 *
 * @param groups - the rows of each user, if they are known.
 */
export function pooledParts(
  table: PredictionTable,
  { method = "auto", gate = true, onProgress }: PooledOptions,
  groups?: RowsOfUsers,
): StoreParts {
  checkChoice(
    "method",
    method,
    ["auto", "temperature"],
    'Other methods take personalization: "eligible" or "none".',
  );
  const pooled = fitPooled(table, method as PooledFamily, gate, onProgress, groups);
  const users = pooled.users.filter(({ evidence }) => isServing(evidence) || evidence.verdict === "harmful");
  const { globalCalibrator, globalDiagnostics, globalEvidence } = pooled;
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
      global: globalDiagnostics,
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
