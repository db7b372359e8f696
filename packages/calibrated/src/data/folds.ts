import { compareCodePoints } from "./compareCodePoints.ts";
import type { LabelledRows } from "./labelledRows.ts";

/** A split of rows into parts, each to be predicted from the others. */
export interface Folds {
  readonly count: number;
  /** For each fold, how much of every row's weight is in it. */
  readonly weights: readonly Float64Array[];
}

/**
 * Folds of one user's rows, the same whatever the order of the rows.
 *
 * With times: blocks that follow each other in time, of about the same weight, rows of one time together; neighbours in
 * time are alike, so a fold of rows drawn at random would promise too much. Without times the rows count as
 * exchangeable and are dealt out in an order that their contents give; a row of weight 2 is dealt as two rows.
 *
 * @param count - how many folds at most; there are fewer if there are fewer times or rows.
 */
export function timeFolds(rows: LabelledRows, times: Float64Array | null, count: number): Folds {
  return times === null ? dealtFolds(rows, count) : blockFolds(rows, times, count);
}

function blockFolds({ weights, labels }: LabelledRows, times: Float64Array, count: number): Folds {
  const order = Array.from(labels.keys()).sort((a, b) => times[a]! - times[b]!);
  const weightOf = (row: number): number => (weights === null ? 1 : weights[row]!);
  const total = order.reduce((sum, row) => sum + weightOf(row), 0);
  const blocks: number[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let weight = 0;
    while (end < order.length && times[order[end]!] === times[order[start]!])
      weight += weightOf(order[end++]!);
    // A time belongs where its middle lies; the division comes last, so that halves fall alike for every weight.
    const block = Math.min(count - 1, Math.floor((count * (before + weight / 2)) / total));
    for (; start < end; start++) blocks[block]!.push(order[start]!);
    before += weight;
  }
  const filled = blocks.filter((block) => block.length > 0);
  return {
    count: filled.length,
    weights: filled.map((block) => {
      const inFold = new Float64Array(labels.length);
      for (const row of block) inFold[row] = weightOf(row);
      return inFold;
    }),
  };
}

/** Beyond this weight of one content its pieces are as good as spread evenly. */
const mostPieces = 1000;

function dealtFolds(rows: LabelledRows, count: number): Folds {
  const { weights, labels } = rows;
  const contents = groupByContent(rows);
  const pieces: { readonly key: number; readonly content: number; readonly weight: number }[] = [];
  const totals = contents.map(({ members }) =>
    members.reduce((sum, row) => sum + (weights === null ? 1 : weights[row]!), 0),
  );
  for (const [content, { key }] of contents.entries()) {
    const total = totals[content]!;
    const pieceCount = Math.min(mostPieces, Math.ceil(total));
    for (let piece = 0; piece < pieceCount; piece++) {
      const weight = pieceCount === mostPieces ? total / pieceCount : Math.min(1, total - piece);
      pieces.push({ key: mixed(key, piece), content, weight });
    }
  }
  pieces.sort((a, b) => a.key - b.key || a.content - b.content);
  const used = Math.min(count, pieces.length);
  const shares = Array.from({ length: used }, () => new Float64Array(contents.length));
  for (const [rank, { content, weight }] of pieces.entries()) shares[rank % used]![content]! += weight;
  return {
    count: used,
    weights: shares.map((share) => {
      const inFold = new Float64Array(labels.length);
      for (const [content, { members }] of contents.entries()) {
        for (const row of members) {
          inFold[row] = (weights === null ? 1 : weights[row]!) * (share[content]! / totals[content]!);
        }
      }
      return inFold;
    }),
  };
}

/** Rows of the same probabilities and label, by a key of 52 bits of that content. */
function groupByContent({ block, labels }: LabelledRows): { key: number; members: number[] }[] {
  const { values, classCount } = block;
  const groups = new Map<number, number[]>();
  const row = new Float64Array(classCount);
  const bits = new Uint32Array(row.buffer);
  for (let i = 0; i < labels.length; i++) {
    row.set(values.subarray(i * classCount, (i + 1) * classCount));
    let [low, high] = [0x811c9dc5 ^ labels[i]!, 0x9e3779b9 + labels[i]!];
    for (const word of bits) {
      low = Math.imul(low ^ word, 0x01000193);
      low ^= low >>> 15;
      high = Math.imul(high ^ word, 0x85ebca6b);
      high ^= high >>> 13;
    }
    const key = (high >>> 0) * 2 ** 20 + ((low >>> 0) & 0xfffff);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [i]);
    else members.push(i);
  }
  return Array.from(groups, ([key, members]) => ({ key, members })).sort((a, b) => a.key - b.key);
}

function mixed(key: number, piece: number): number {
  let hash =
    Math.imul((key % 2 ** 32) ^ Math.floor(key / 2 ** 32), 0x2c1b3c6d) ^ Math.imul(piece + 1, 0x297a2d39);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/**
 * Folds of whole users: each user's rows in one fold, the folds of about the same weight. Rows of nobody known count as
 * one user.
 */
export function userFolds(
  userIds: readonly (string | null)[],
  weights: Float64Array | null,
  count: number,
): Folds {
  const totals = new Map<string | null, number>();
  for (const [row, userId] of userIds.entries()) {
    totals.set(userId, (totals.get(userId) ?? 0) + (weights === null ? 1 : weights[row]!));
  }
  const used = Math.min(count, totals.size);
  const loads = new Float64Array(used);
  const foldOf = new Map<string | null, number>();
  const heaviestFirst = [...totals].sort(
    ([a, weightA], [b, weightB]) => weightB - weightA || compareCodePoints(a ?? "", b ?? ""),
  );
  for (const [userId, weight] of heaviestFirst) {
    const lightest = loads.indexOf(Math.min(...loads));
    foldOf.set(userId, lightest);
    loads[lightest]! += weight;
  }
  const inFolds = Array.from({ length: used }, () => new Float64Array(userIds.length));
  for (const [row, userId] of userIds.entries()) {
    inFolds[foldOf.get(userId)!]![row] = weights === null ? 1 : weights[row]!;
  }
  return { count: used, weights: inFolds };
}

/** The weight of every row outside of a fold. */
export function weightsOutside({ weights: inFolds }: Folds, fold: number): Float64Array {
  const outside = new Float64Array(inFolds[fold]!.length);
  for (const [other, inFold] of inFolds.entries()) {
    if (other !== fold) for (let row = 0; row < outside.length; row++) outside[row]! += inFold[row]!;
  }
  return outside;
}
