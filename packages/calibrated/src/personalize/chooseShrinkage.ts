import type { Shrinkage } from "./deviationFit.ts";
import { errorWithinUsers } from "./errorWithinUsers.ts";
import type { HeldOutUser } from "./pooledProblem.ts";
import type { PooledFamily } from "./populationFit.ts";
import { isAsGood } from "./simplestAsGood.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** The precisions that are tried, from loose to tight; Infinity is the population itself. */
const slopePrecisions = [1, 3, 10, 30, 100, 300, 1000, Infinity];
const biasPrecisions = [0.3, 1, 3, 10, 30, 100, 300, Infinity];

export interface ShrinkageChoice {
  readonly shrinkage: Shrinkage;
  /** Mean NLL on users' rows left out, with it and with the population alone. */
  readonly nll: number;
  readonly populationNll: number;
  /** How many pairs of precisions were tried. */
  readonly tried: number;
  readonly users: number;
}

interface Score {
  readonly total: number;
  /** One per user. */
  readonly byUser: Float64Array;
  /** One per fold, a user's after another's. */
  readonly byFold: Float64Array;
}

/** By so many standard errors of users' own rows a loss is beyond doubt, however few users have it. */
const beyondDoubt = 3;

/**
 * Learns across users how far they are from the population: the precisions under which the users' likelihoods of rows
 * left out (see `timeFolds`) are greatest, then the tightest that are not worse by more than one standard error over
 * users, nor beyond doubt by what these users' own rows show: where one user alone differs, that is all of the error over users,
 * whatever the user's rows say. One precision at a time is moved until none gets better.
 */
export function chooseShrinkage(users: readonly HeldOutUser[], family: PooledFamily): ShrinkageChoice {
  const foldsOfUsers = users.map(({ weights }) => weights.length);
  const foldWeights = Float64Array.from(users.flatMap(({ weights }) => weights));
  const scores = new Map<string, Score>();
  const scoreAt = (slope: number, bias: number): Score => {
    const key = `${slope} ${bias}`;
    const known = scores.get(key);
    if (known !== undefined) return known;
    const shrinkage = { slopePrecision: slopePrecisions[slope]!, biasPrecision: biasPrecisions[bias]! };
    const nlls = users.map((user) => user.nlls(shrinkage));
    const byUser = Float64Array.from(nlls, sumOf);
    const byFold = Float64Array.from(nlls.flatMap((ofUser) => [...ofUser]));
    const score = { byUser, byFold, total: sumOf(byUser) };
    scores.set(key, score);
    return score;
  };
  const [tightSlope, tightBias] = [slopePrecisions.length - 1, biasPrecisions.length - 1];
  const leastOf = (candidates: readonly number[], score: (one: number) => Score): number =>
    candidates.reduce((a, b) => (score(b).total < score(a).total ? b : a));
  let [slope, bias] = [tightSlope, tightBias];
  for (let round = 0; round < 4; round++) {
    const before = [slope, bias];
    if (family === "auto") bias = leastOf(indicesOf(biasPrecisions), (one) => scoreAt(slope, one));
    slope = leastOf(indicesOf(slopePrecisions), (one) => scoreAt(one, bias));
    if (before[0] === slope && before[1] === bias) break;
  }
  const best = scoreAt(slope, bias);
  const isInDoubt = ({ total, byFold }: Score): boolean => {
    const differences = byFold.map((loss, fold) => loss - best.byFold[fold]!);
    const error = errorWithinUsers(foldsOfUsers, differences, foldWeights);
    return users.length < 2 || total - best.total <= beyondDoubt * error;
  };
  const isGood = (score: Score): boolean => isAsGood(score.byUser, best.byUser) && isInDoubt(score);
  for (let one = tightSlope; one > slope; one--) if (isGood(scoreAt(one, bias))) slope = one;
  if (family === "auto") {
    for (let one = tightBias; one > bias; one--) if (isGood(scoreAt(slope, one))) bias = one;
  }
  const weight = sumOf(foldWeights);
  return {
    shrinkage: { slopePrecision: slopePrecisions[slope]!, biasPrecision: biasPrecisions[bias]! },
    nll: scoreAt(slope, bias).total / weight,
    populationNll: scoreAt(tightSlope, tightBias).total / weight,
    tried: scores.size,
    users: users.length,
  };
}

function indicesOf(list: readonly number[]): number[] {
  return Array.from(list.keys());
}
