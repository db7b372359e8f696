import { compareCodePoints } from "./compareCodePoints.ts";
import { argsort } from "../numerics/argsort.ts";
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
  const filled = blocks.filter((block) => block.length > 0);
  return {
    count: filled.length,
    weights: filled.map((block) => {
      const inFold = new Float64Array(labels.length);
      for (const row of block) inFold[row] = own(row);
      return inFold;
    }),
  };
}

/** Beyond this weight of one content its pieces are as good as spread evenly. */
const mostPieces = 1000;

function dealtFolds(rows: LabelledRows, count: number): Folds {
  const { weights, labels } = rows;
  const { order, keys, starts } = groupByContent(rows);
  const contents = starts.length - 1;
  const totals = new Float64Array(contents);
  let most = 0;
  for (let content = 0; content < contents; content++) {
    totals[content] = weightOf(order.subarray(starts[content], starts[content + 1]), weights);
    most += piecesOf(totals[content]!);
  }
  const pieceKeys = new Float64Array(most);
  const contentOf = new Uint32Array(most);
  const pieceWeights = new Float64Array(most);
  for (let content = 0, at = 0; content < contents; content++) {
    const total = totals[content]!;
    const pieces = piecesOf(total);
    for (let piece = 0; piece < pieces; piece++, at++) {
      pieceKeys[at] = mixed(keys[content]!, piece);
      contentOf[at] = content;
      pieceWeights[at] = pieces === mostPieces ? total / pieces : Math.min(1, total - piece);
    }
  }
  const used = Math.min(count, most);
  const shares = Array.from({ length: used }, () => new Float64Array(contents));
  const dealt = argsort(pieceKeys);
  for (let rank = 0; rank < most; rank++) {
    const piece = dealt[rank]!;
    shares[rank % used]![contentOf[piece]!]! += pieceWeights[piece]!;
  }
  return {
    count: used,
    weights: shares.map((share) => {
      const inFold = new Float64Array(labels.length);
      for (let content = 0; content < contents; content++) {
        const part = share[content]! / totals[content]!;
        if (part === 0) continue;
        for (let i = starts[content]!; i < starts[content + 1]!; i++) {
          const row = order[i]!;
          inFold[row] = (weights === null ? 1 : weights[row]!) * part;
        }
      }
      return inFold;
    }),
  };
}

function piecesOf(total: number): number {
  return Math.min(mostPieces, Math.ceil(total));
}

/** Rows of the same probabilities and label together, by ascending key of their content. */
interface RowsByContent {
  readonly order: Uint32Array;
  /** Of each content, of 52 bits. */
  readonly keys: Float64Array;
  /** Where the rows of each content start in the order; one more at the end. */
  readonly starts: Uint32Array;
}

function groupByContent(rows: LabelledRows): RowsByContent {
  const keys = contentKeys(rows);
  const order = argsort(keys);
  const starts = new Uint32Array(order.length + 1);
  let contents = 0;
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || keys[order[i]!] !== keys[order[i - 1]!]) starts[contents++] = i;
  }
  starts[contents] = order.length;
  const firsts = starts.subarray(0, contents);
  return {
    order,
    keys: Float64Array.from(firsts, (first) => keys[order[first]!]!),
    starts: starts.subarray(0, contents + 1),
  };
}

function contentKeys({ block, labels }: LabelledRows): Float64Array {
  const { values, classCount } = block;
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  return Float64Array.from(labels, (label, i) => {
    let [low, high] = [0x811c9dc5 ^ label, 0x9e3779b9 + label];
    const end = 2 * (i + 1) * classCount;
    for (let at = end - 2 * classCount; at < end; at++) {
      const word = bits[at]!;
      low = Math.imul(low ^ word, 0x01000193);
      low ^= low >>> 15;
      high = Math.imul(high ^ word, 0x85ebca6b);
      high ^= high >>> 13;
    }
    return (high >>> 0) * 2 ** 20 + ((low >>> 0) & 0xfffff);
  });
}

function mixed(key: number, piece: number): number {
  let hash =
    Math.imul((key % 2 ** 32) ^ Math.floor(key / 2 ** 32), 0x2c1b3c6d) ^ Math.imul(piece + 1, 0x297a2d39);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
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
  const loads = new Float64Array(used);
  const heaviestFirst = Array.from(users, ([userId, rows]) => ({
    userId,
    rows,
    weight: weightOf(rows, weights),
  }));
  heaviestFirst.sort((a, b) => b.weight - a.weight || compareCodePoints(a.userId ?? "", b.userId ?? ""));
  for (const { rows, weight } of heaviestFirst) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest]! += weight;
    const inFold = inFolds[lightest]!;
    for (let i = 0; i < rows.length; i++) inFold[rows[i]!] = weights === null ? 1 : weights[rows[i]!]!;
  }
  return { count: used, weights: inFolds };
}

function weightOf(rows: ArrayLike<number>, weights: Float64Array | null): number {
  if (weights === null) return rows.length;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += weights[rows[i]!]!;
  return sum;
}

/** The weight of every row outside of a fold. */
export function weightsOutside({ weights: inFolds }: Folds, fold: number): Float64Array {
  const outside = new Float64Array(inFolds[fold]!.length);
  for (const [other, inFold] of inFolds.entries()) {
    if (other !== fold) for (let row = 0; row < outside.length; row++) outside[row]! += inFold[row]!;
  }
  return outside;
}
