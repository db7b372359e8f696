import { foldOfEachUser } from "../data/folds.ts";
import { takeLabelledRows } from "../data/labelledRows.ts";
import { reusedMemory } from "../data/reusedMemory.ts";
import { weightOfRows } from "../data/weights.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import type { FoldNll } from "./adoption.ts";
import { identityMap, type AffineMap } from "./affineMap.ts";
import { comparable, type Shrinkage } from "./deviationFit.ts";
import { foldCount } from "./groupedFolds.ts";
import { heldOutDeviation } from "./heldOutDeviation.ts";
import { lazily } from "./lazily.ts";
import { personalFit } from "./personalFit.ts";
import { personalTemperature } from "./personalTemperature.ts";
import type { MeanNlls, PooledProblem, PooledUsers } from "./pooledProblem.ts";
import {
  choosePopulation,
  fitPopulation,
  populationFolds,
  populationLogs,
  type PopulationCandidate,
} from "./populationFit.ts";
import { populationShare, type PopulationRows } from "./populationRows.ts";
import { populationTemperatures, type PopulationTemperatures } from "./populationTemperatures.ts";
import { selectionRows } from "./selectionRows.ts";
import { TemperatureLikelihood } from "./temperatureLikelihood.ts";
import { userRows, type UserMembers, type UserRows } from "./userRows.ts";

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
  const foldOf = foldOfEachUser(groups, rows.weights, foldCount);
  const sample = selectionRows(rows);
  const { candidate, scores } = choosePopulation(sample, populationFolds(sample), "temperature");
  const members = [...groups.values()];
  const start = slopeNear(rows, candidate);
  const fitted = populationTemperatures(rows, members, foldOf, start, candidate.slopePrecision);
  if (fitted === null) return null;
  const userIds = [...groups.keys()];
  return {
    scores,
    globalNlls: () => globalNlls(rows, members, foldOf, fitted),
    meanNlls: () => meanNlls(rows, members, fitted),
    users: (isServed) => usersOf(rows, isServed ? fitted : null, foldsByUser(userIds, foldOf)),
  };
}

/** So many rows, some of every user, leave a single pass over all rows little to do. */
const enoughRows = 200_000;

/** About the slope of all rows. */
function slopeNear(rows: PopulationRows, candidate: PopulationCandidate): number {
  const count = rows.labels.length;
  const step = Math.ceil(count / enoughRows);
  const some = new Uint32Array(Math.ceil(count / step));
  let place = 0;
  for (const members of rows.byUser.values()) {
    for (let i = 0; i < members.length; i++, place++)
      if (place % step === 0) some[place / step] = members[i]!;
  }
  const taken = step === 1 ? rows : takeLabelledRows(rows, some);
  return fitPopulation(taken, taken.weights!, candidate, comparable).map.scales[0]!;
}

function foldsByUser(userIds: readonly (string | null)[], foldOf: Int32Array): Map<string | null, number> {
  return new Map(userIds.map((userId, user) => [userId, foldOf[user]!]));
}

function globalNlls(
  { weights }: PopulationRows,
  members: readonly Uint32Array[],
  foldOf: Int32Array,
  { withoutFold, nllOfUser, rawNlls }: PopulationTemperatures,
): FoldNll[] {
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
    mass.add(weightOfRows(rows, population.ownWeights));
    before.add(rawNlls[user]! / share);
    after.add(nllOfUser(user, ofAll) / share);
  }
  return { before: before.value / mass.value, after: after.value / mass.value };
}

/** @param fitted - null where users deviate from what the model says. */
function usersOf(
  rows: PopulationRows,
  fitted: PopulationTemperatures | null,
  folds: ReadonlyMap<string | null, number>,
): PooledUsers {
  const { classCount } = rows.block;
  const mapOf = (slope: number): AffineMap => ({
    ...identityMap(classCount),
    scales: new Float64Array(classCount).fill(slope),
  });
  const ofAll = fitted?.ofAll ?? 1;
  const population = { base: null, map: mapOf(ofAll) };
  /** Of the population without the user. */
  const crossedOf = ({ userId }: UserMembers): number => fitted?.withoutFold[folds.get(userId)!] ?? 1;
  const logsUnder = ({ block }: UserRows, slope: number): Float64Array =>
    populationLogs(block, { base: null, map: mapOf(slope) });
  const memory = reusedMemory();
  return {
    population,
    heldOut(members) {
      const user = userRows(rows, members);
      const likelihood = new TemperatureLikelihood(user, user.folds);
      const centre = crossedOf(members);
      const byLogs = lazily(() => heldOutDeviation(user, logsUnder(user, centre), classCount));
      const nlls = (shrinkage: Shrinkage): Float64Array =>
        heldOutNlls(likelihood, centre, shrinkage) ?? byLogs()(shrinkage);
      return { weights: likelihood.weights, nlls };
    },
    personalFit(members, shrinkage) {
      const user = userRows(rows, members);
      const centres = { ofAll, crossed: crossedOf(members), isServed: fitted !== null };
      const likelihood = new TemperatureLikelihood(user, user.folds, memory);
      const fit = personalTemperature(likelihood, user.totalWeight, centres, shrinkage);
      if (fit !== null) return fit;
      const [own, crossed, raw] = [ofAll, centres.crossed, 1].map((slope) => logsUnder(user, slope));
      return personalFit(user, { population: own!, crossed: crossed!, raw: raw! }, population, shrinkage);
    },
  };
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
