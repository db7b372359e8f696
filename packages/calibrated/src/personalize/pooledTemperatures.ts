import { foldOfEachUser } from "../data/folds.ts";
import { takeLabelledRows } from "../data/labelledRows.ts";
import { weightOfRows } from "../data/weights.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import type { FoldNll } from "./adoption.ts";
import { identityMap, type AffineMap } from "./affineMap.ts";
import { comparable, type Shrinkage } from "./deviationFit.ts";
import { foldCount } from "./groupedFolds.ts";
import { heldOutDeviation } from "./heldOutDeviation.ts";
import { lazily } from "./lazily.ts";
import { learnShrinkage } from "./learnShrinkage.ts";
import { personalFit } from "./personalFit.ts";
import { personalTemperature } from "./personalTemperature.ts";
import type { HeldOutUser, MeanNlls, PooledProblem, PooledUsers } from "./pooledProblem.ts";
import {
  choosePopulation,
  fitPopulation,
  populationFolds,
  populationLogs,
  type PopulationCandidate,
} from "./populationFit.ts";
import { countedWeights, givenWeights, populationShare, type PopulationRows } from "./populationRows.ts";
import {
  populationTemperatures,
  seriesOfRows,
  type PopulationTemperatures,
} from "./populationTemperatures.ts";
import { selectionRows } from "./selectionRows.ts";
import type { NllSeries, TemperatureLikelihood } from "./temperatureLikelihood.ts";
import { UserLikelihoods } from "./userLikelihoods.ts";
import { userRows, usersOf, type UserMembers, type UserRows } from "./userRows.ts";

/**
 * What `pooledMaps` finds with the family "temperature", by way of the NLL as a function of one number: the fits of a
 * population without each fifth of its users, and of each user without each fifth of the rows, share what few passes over
 * the rows tell of that function.
 *
 * @returns null of less than two users, and where the population's NLL is not known so well.
 */
export function pooledTemperatures(rows: PopulationRows): PooledProblem | null {
  const groups = rows.byUser;
  if (groups.size < 2) return null;
  const foldOf = foldOfEachUser(groups, countedWeights(rows), foldCount);
  const sample = selectionRows(rows);
  const { candidate, scores } = choosePopulation(sample, populationFolds(sample), "temperature");
  const userIds = [...groups.keys()];
  const members = [...groups.values()];
  const start = slopeNear(rows, candidate);
  const likelihoods = new UserLikelihoods(rows);
  const pull = { centre: start, precision: precisionNear(rows, likelihoods, start) };
  const seriesOf = (user: number, at: number): NllSeries => {
    const [userId, own] = [userIds[user]!, members[user]!];
    return (
      (userId === null ? null : likelihoods.seriesAt({ userId, rows: own }, at, pull)) ??
      seriesOfRows(rows, own, at)
    );
  };
  const { slopePrecision } = candidate;
  const fitted = populationTemperatures(rows, members, foldOf, start, slopePrecision, seriesOf);
  if (fitted === null) return null;
  const folds = new Map(userIds.map((userId, user) => [userId, foldOf[user]!]));
  return {
    scores,
    globalNlls: () => globalNlls(rows, members, foldOf, fitted),
    meanNlls: () => meanNlls(rows, members, fitted),
    users: (isServed) => usersOfPopulation(rows, likelihoods, isServed ? fitted : null, folds),
  };
}

/** About how hard users will be held: as if none of them had had a part in what they are held to. */
function precisionNear(rows: PopulationRows, likelihoods: UserLikelihoods, centre: number): number {
  const heldOut = (user: UserMembers): HeldOutUser => {
    const likelihood = likelihoods.held(user);
    likelihood.begin(centre);
    return heldOutUser(rows, user, likelihood, centre);
  };
  return learnShrinkage(usersOf(rows), rows.labels.length, heldOut, "temperature").slopePrecision;
}

/** So many rows, some of every user, leave a single pass over all rows little to do. */
const enoughRows = 200_000;

/** About the slope of all rows. */
function slopeNear(rows: PopulationRows, candidate: PopulationCandidate): number {
  const count = rows.labels.length;
  const step = Math.ceil(count / enoughRows);
  const some = new Uint32Array(Math.ceil(count / step));
  let taken = 0;
  let next = 0;
  for (const members of rows.byUser.values()) {
    for (; next < members.length; next += step) some[taken++] = members[next]!;
    next -= members.length;
  }
  const sample = step === 1 ? rows : takeLabelledRows(rows, some);
  return fitPopulation(sample, sample.weights!, candidate, comparable).map.scales[0]!;
}

function globalNlls(
  population: PopulationRows,
  members: readonly Uint32Array[],
  foldOf: Int32Array,
  { withoutFold, nllOfUser, rawNlls }: PopulationTemperatures,
): FoldNll[] {
  const weights = countedWeights(population);
  return members.map((rows, user) => ({
    weight: weightOfRows(rows, weights),
    own: nllOfUser(user, withoutFold[foldOf[user]!]!),
    parent: rawNlls[user]!,
  }));
}

function meanNlls(
  population: PopulationRows,
  members: readonly Uint32Array[],
  { ofAll, nllOfUser, rawNlls }: PopulationTemperatures,
): MeanNlls {
  const [mass, before, after] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  for (const [user, rows] of members.entries()) {
    const share = populationShare(population, rows);
    mass.add(weightOfRows(rows, givenWeights(population)));
    before.add(rawNlls[user]! / share);
    after.add(nllOfUser(user, ofAll) / share);
  }
  return { before: before.value / mass.value, after: after.value / mass.value };
}

/** @param fitted - null where users deviate from what the model says. */
function usersOfPopulation(
  rows: PopulationRows,
  likelihoods: UserLikelihoods,
  fitted: PopulationTemperatures | null,
  folds: ReadonlyMap<string | null, number>,
): PooledUsers {
  const ofAll = fitted?.ofAll ?? 1;
  const population = { base: null, map: mapOf(rows, ofAll) };
  /** Of the population without the user. */
  const crossedOf = ({ userId }: UserMembers): number => fitted?.withoutFold[folds.get(userId)!] ?? 1;
  return {
    population,
    heldOut: (user) => heldOutUser(rows, user, likelihoods.held(user), crossedOf(user)),
    personalFit(members, shrinkage) {
      const centres = { ofAll, crossed: crossedOf(members), isServed: fitted !== null };
      const likelihood = likelihoods.of(members);
      const fit = personalTemperature(likelihood, centres, shrinkage);
      likelihood.release();
      if (fit !== null) return fit;
      const user = userRows(rows, members);
      const [own, crossed, raw] = [ofAll, centres.crossed, 1].map((slope) => logsUnder(rows, user, slope));
      return personalFit(user, { population: own!, crossed: crossed!, raw: raw! }, population, shrinkage);
    },
  };
}

function mapOf({ block: { classCount } }: PopulationRows, slope: number): AffineMap {
  return { ...identityMap(classCount), scales: new Float64Array(classCount).fill(slope) };
}

function logsUnder(rows: PopulationRows, { block }: UserRows, slope: number): Float64Array {
  return populationLogs(block, { base: null, map: mapOf(rows, slope) });
}

function heldOutUser(
  rows: PopulationRows,
  members: UserMembers,
  likelihood: TemperatureLikelihood,
  centre: number,
): HeldOutUser {
  const byLogs = lazily(() => {
    const user = userRows(rows, members);
    return heldOutDeviation(user, logsUnder(rows, user, centre), rows.block.classCount);
  });
  const nlls = (shrinkage: Shrinkage): Float64Array =>
    heldOutNlls(likelihood, centre, shrinkage) ?? byLogs()(shrinkage);
  return { weights: likelihood.weights, nlls };
}

function heldOutNlls(
  likelihood: TemperatureLikelihood,
  centre: number,
  { slopePrecision: precision }: Shrinkage,
): Float64Array | null {
  const nlls = new Float64Array(likelihood.weights.length);
  for (let fold = 0; fold < nlls.length; fold++) {
    const b = likelihood.fit({ centre, precision }, fold, comparable);
    if (b === null) return null;
    nlls[fold] = likelihood.nll(fold, b);
  }
  return nlls;
}
