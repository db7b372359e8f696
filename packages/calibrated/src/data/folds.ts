import { compareUserIds } from "./compareUserIds.ts";
import { argsort } from "../numerics/argsort.ts";
import { dealtFolds } from "./dealtFolds.ts";
import type { LabelledRows } from "./labelledRows.ts";
import { MemberFolds, type Folds } from "./memberFolds.ts";
import { weightOfRows } from "./weights.ts";

/**
 * Folds of one user's rows, the same whatever the order of the rows.
 *
 * With times: blocks that follow each other in time, of about the same weight, rows of one time together; neighbours in
 * time are alike, so a fold of rows drawn at random would promise too much. Without times the rows count as
 * exchangeable and are dealt out in an order that their contents give; a row of weight 2 is dealt as two rows.
 *
 * @param count - how many folds at most; there are fewer if there are fewer times or rows.
 */
export function timeFolds(rows: LabelledRows, times: Float64Array | null, count: number): MemberFolds {
  return times === null ? dealtFolds(rows, count) : blockFolds(rows, times, count);
}

function blockFolds({ weights, labels }: LabelledRows, times: Float64Array, count: number): MemberFolds {
  const order = argsort(times);
  const own = (row: number): number => (weights === null ? 1 : weights[row]!);
  const total = order.reduce((sum, row) => sum + own(row), 0);
  const blocks: number[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let weight = 0;
    while (end < order.length && times[order[end]!] === times[order[start]!]) weight += own(order[end++]!);
    // A time belongs where its middle lies; the division comes last, so that halves fall alike for every weight.
    const block = Math.min(count - 1, Math.floor((count * (before + weight / 2)) / total));
    for (; start < end; start++) blocks[block]!.push(order[start]!);
    before += weight;
  }
  const filled = blocks.filter((block) => block.length > 0).map((block) => Uint32Array.from(block));
  const ownWeights = weights && filled.map((block) => Float64Array.from(block, (row) => weights[row]!));
  return new MemberFolds(labels.length, filled, ownWeights);
}

/**
 * Folds of whole users: each user's rows in one fold, the folds of about the same weight.
 *
 * @param users - the rows of each; those of nobody known count as one user's.
 * @param rowCount - how many rows there are of all.
 */
export function userFolds(
  users: ReadonlyMap<string | null, ArrayLike<number>>,
  rowCount: number,
  weights: Float64Array | null,
  count: number,
): Folds {
  const used = Math.min(count, users.size);
  const inFolds = Array.from({ length: used }, () => new Float64Array(rowCount));
  const foldOf = foldOfEachUser(users, weights, count);
  let user = 0;
  for (const rows of users.values()) {
    const inFold = inFolds[foldOf[user++]!]!;
    for (let i = 0; i < rows.length; i++) inFold[rows[i]!] = weights === null ? 1 : weights[rows[i]!]!;
  }
  return { count: used, weights: inFolds };
}

/** In which fold of `userFolds` each user is. */
export function foldOfEachUser(
  users: ReadonlyMap<string | null, ArrayLike<number>>,
  weights: Float64Array | null,
  count: number,
): Int32Array {
  const loads = new Float64Array(Math.min(count, users.size));
  const heaviestFirst = Array.from(users, ([userId, rows], user) => ({
    userId,
    user,
    weight: weightOfRows(rows, weights),
  }));
  heaviestFirst.sort((a, b) => b.weight - a.weight || compareUserIds(a.userId, b.userId));
  const foldOf = new Int32Array(users.size);
  for (const { user, weight } of heaviestFirst) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest]! += weight;
    foldOf[user] = lightest;
  }
  return foldOf;
}

/** The weight of every row outside of a fold. */
export function weightsOutside({ weights: inFolds }: Folds, fold: number): Float64Array {
  const outside = new Float64Array(inFolds[fold]!.length);
  for (const [other, inFold] of inFolds.entries()) {
    if (other !== fold) for (let row = 0; row < outside.length; row++) outside[row]! += inFold[row]!;
  }
  return outside;
}
