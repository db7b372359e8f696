import { readLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { weightOfRows } from "../data/weights.ts";
import { sumOfBends, temperaturePull, type TemperaturePull } from "../fit/temperaturePull.ts";
import { seriesReach } from "../fit/temperatureSeries.ts";
import { integratedSeries } from "../numerics/integratedSeries.ts";
import type { Slope } from "../numerics/increasingRoot.ts";
import { naturalLog } from "../numerics/naturalLog.ts";
import { newtonRoot, type Bend } from "../numerics/newtonRoot.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import { leastLog } from "../numerics/probabilityFloor.ts";
import { rowSlopes, slopeSeries } from "../numerics/rowSlopes.ts";
import { seriesRoot } from "../numerics/seriesRoot.ts";
import type { SlopeRows } from "../numerics/slopeRows.ts";
import type { NllSeries } from "./temperatureLikelihood.ts";
import { givenWeights, populationShare, type PopulationRows } from "./populationRows.ts";

/** The inverse temperatures of a population, with all of its users and without each fold of them. */
export interface PopulationTemperatures {
  readonly ofAll: number;
  readonly withoutFold: readonly number[];
  /** The NLL of one user's rows under an inverse temperature, as these count for the population; in nats. */
  readonly nllOfUser: (user: number, b: number) => number;
  /** The same as the model gave the rows. */
  readonly rawNlls: Float64Array;
}

const termCount = 7;

/** The last term of a user's NLL counts for rounding below this, per unit of weight, in nats. */
const exactNll = 1e-12;

/**
 * Fits them all from one pass over the rows where `start` is near enough: there a user's NLL is a power series, and those of
 * users add up. What a series does not tell to rounding takes steps on the rows.
 *
 * @param users - the rows of each.
 * @param foldOf - the fold that each is in.
 * @param start - a b near that of all.
 * @param precision - how hard ln b is held to 0.
 * @param seriesOf - what a user's rows say around a b; by default they are asked.
 * @returns null where steps do not lead to a fit.
 */
export function populationTemperatures(
  rows: PopulationRows,
  users: readonly Uint32Array[],
  foldOf: Int32Array,
  start: number,
  precision: number,
  seriesOf: SeriesOf = (user, at) => seriesOfRows(rows, users[user]!, at),
): PopulationTemperatures | null {
  const pull = { centre: 1, precision };
  const steppedRoot = (isIn: (user: number) => boolean, from: number): number | null => {
    const some = users.filter((_, user) => isIn(user));
    const slope = (b: number): Bend => sumOfBends(bendOfUsers(rows, some, b), temperaturePull(pull, b));
    return newtonRoot(slope, Number.MIN_VALUE, Number.MAX_VALUE, from)?.at ?? null;
  };
  let series = seriesOfUsers(rows, users, start, seriesOf);
  let ofAll = rootNear(series, pull, isAny);
  if (ofAll === null) {
    ofAll = steppedRoot(isAny, start);
    if (ofAll === null || ofAll > mostPlainExponent) return null;
    series = seriesOfUsers(rows, users, ofAll, seriesOf);
  }
  const withoutFold: number[] = [];
  for (let fold = 0; fold <= foldOf.reduce((a, b) => Math.max(a, b)); fold++) {
    const isIn = (user: number): boolean => foldOf[user] !== fold;
    const root = rootNear(series, pull, isIn) ?? steppedRoot(isIn, ofAll);
    if (root === null) return null;
    withoutFold.push(root);
  }
  const nllOfUser = (user: number, b: number): number => nllNear(rows, users[user]!, series, user, b);
  return { ofAll, withoutFold, nllOfUser, rawNlls: series.rawNlls };
}

function rootNear(
  series: SeriesOfUsers,
  pull: TemperaturePull,
  isIn: (user: number) => boolean,
): number | null {
  const { at } = series;
  const pulled = (move: number): Slope => temperaturePull(pull, at + move);
  const move = seriesRoot(sumOfTerms(series, isIn), at, seriesReach, { pull: pulled });
  return move === null ? null : at + move;
}

/** The derivatives of the NLL of some users, as they count for the population. */
function bendOfUsers(rows: PopulationRows, users: readonly Uint32Array[], b: number): Bend {
  let sum: Bend = { value: 0, derivative: 0, second: 0 };
  for (const members of users) {
    const { slope, curvature, third } = rowSlopes(slopeRows(ownRows(rows, members)), b);
    const unit = populationShare(rows, members) * Math.LN2;
    sum = sumOfBends(sum, {
      value: unit * slope,
      derivative: unit * Math.LN2 * curvature,
      second: unit * Math.LN2 * Math.LN2 * third,
    });
  }
  return sum;
}

function isAny(): boolean {
  return true;
}

interface SeriesOfUsers {
  readonly at: number;
  readonly nlls: Float64Array;
  readonly rawNlls: Float64Array;
  /** Of the slopes; so many for each user. */
  readonly terms: Float64Array;
}

/** What the rows of a user say around a b, as they weigh. */
type SeriesOf = (user: number, at: number) => NllSeries;

/** Asks a user's rows. */
export function seriesOfRows(rows: PopulationRows, members: Uint32Array, at: number): NllSeries {
  const { nll, nllBefore, terms } = slopeSeries(slopeRows(ownRows(rows, members)), at);
  for (let n = 0, unit = Math.LN2; n < termCount; n++, unit *= Math.LN2) terms[n]! *= unit;
  return { nll: nll * Math.LN2, rawNll: nllBefore, terms };
}

function seriesOfUsers(
  rows: PopulationRows,
  users: readonly Uint32Array[],
  at: number,
  seriesOf: SeriesOf,
): SeriesOfUsers {
  const series = {
    at,
    nlls: new Float64Array(users.length),
    rawNlls: new Float64Array(users.length),
    terms: new Float64Array(termCount * users.length),
  };
  for (const [user, members] of users.entries()) {
    const { nll, rawNll, terms } = seriesOf(user, at);
    const share = populationShare(rows, members);
    series.nlls[user] = share * nll;
    series.rawNlls[user] = share * rawNll;
    for (let n = 0; n < termCount; n++) series.terms[termCount * user + n] = share * terms[n]!;
  }
  return series;
}

function ownRows(rows: PopulationRows, members: Uint32Array): LabelledRows {
  return readLabelledRows({ ...rows, weights: givenWeights(rows) }, members);
}

function slopeRows({ block: { values, classCount }, labels, weights }: LabelledRows): SlopeRows {
  return { values, areLogs: false, classCount, labels, weights };
}

function sumOfTerms({ terms, nlls }: SeriesOfUsers, isIn: (user: number) => boolean): Float64Array {
  const sums = new Float64Array(termCount);
  for (let user = 0; user < nlls.length; user++) {
    if (isIn(user)) for (let n = 0; n < termCount; n++) sums[n]! += terms[termCount * user + n]!;
  }
  return sums;
}

function nllNear(
  rows: PopulationRows,
  members: Uint32Array,
  { at, nlls, terms }: SeriesOfUsers,
  user: number,
  b: number,
): number {
  const share = populationShare(rows, members);
  if (isAboveFloor(rows, members, Math.max(at, b))) {
    const weight = share * weightOfRows(members, givenWeights(rows));
    const ownTerms = terms.subarray(termCount * user, termCount * (user + 1));
    const nll = integratedSeries(nlls[user]!, ownTerms, b - at, exactNll * weight);
    if (nll !== null) return nll;
  }
  return share * rowSlopes(slopeRows(ownRows(rows, members)), b).nll * Math.LN2;
}

/** Whether no label's probability is below the floor under any exponent up to `most`: Σ p^b is at most 1 for b ≥ 1. */
function isAboveFloor({ block, labels }: PopulationRows, members: Uint32Array, most: number): boolean {
  if (most <= 1) return true;
  const { values, classCount } = block;
  let least = 1;
  for (let i = 0; i < members.length; i++) {
    const row = members[i]!;
    least = Math.min(least, values[row * classCount + labels[row]!]!);
  }
  return least > 0 && most * naturalLog(least) >= leastLog;
}
