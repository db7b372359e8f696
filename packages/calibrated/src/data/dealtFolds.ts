import { argsort } from "../numerics/argsort.ts";
import { contentWords, keysOfWords, type ContentWords } from "./contentKeys.ts";
import type { LabelledRows } from "./labelledRows.ts";
import { MemberFolds } from "./memberFolds.ts";
import { weightOfRows } from "./weights.ts";

/**
 * Folds of rows that are dealt out in an order that their contents give: the same whatever the order of the rows. A row of
 * weight 2 is dealt as two rows.
 *
 * @param count - how many folds at most; there are fewer if there are fewer rows.
 */
export function dealtFolds(rows: LabelledRows, count: number): MemberFolds {
  const words = contentWords(rows);
  return (
    (areOnes(rows.weights) ? foldsOfRows(words, count) : null) ??
    foldsOfContents(rows, keysOfWords(words), count)
  );
}

function areOnes(weights: Float64Array | null): boolean {
  for (let i = 0; i < (weights?.length ?? 0); i++) if (weights![i] !== 1) return false;
  return true;
}

/** Of more rows two are likely to look the same. */
const mostRows = 2 ** 18;

/** Folds of rows of weight 1; null where some are the same, or look so. */
function foldsOfRows(words: ContentWords, count: number): MemberFolds | null {
  const rowCount = words.high.length;
  if (rowCount > mostRows) return null;
  const hashes = hashesOf(words);
  const dealt = orderOf(hashes);
  if (dealt === null) return null;
  const used = Math.min(count, rowCount);
  const foldOf = new Uint8Array(rowCount);
  for (let rank = 0, fold = 0; rank < rowCount; rank++) {
    const row = dealt[rank]!;
    if (rank > 0 && hashes[row] === hashes[dealt[rank - 1]!]) return null;
    foldOf[row] = fold;
    fold = fold + 1 === used ? 0 : fold + 1;
  }
  const members = Array.from(
    { length: used },
    (_, fold) => new Uint32Array(Math.ceil((rowCount - fold) / used)),
  );
  const sizes = new Uint32Array(used);
  for (let row = 0; row < rowCount; row++) {
    const fold = foldOf[row]!;
    members[fold]![sizes[fold]!++] = row;
  }
  return new MemberFolds(rowCount, members, null);
}

/** `mixed` of each row's key. */
function hashesOf({ high, low }: ContentWords): Uint32Array {
  const hashes = new Uint32Array(high.length);
  for (let row = 0; row < hashes.length; row++) {
    hashes[row] = mixedWords(high[row]! >>> 12, (high[row]! << 20) | low[row]!, 0);
  }
  return hashes;
}

/** So many hashes that begin alike are of rows that are the same. */
const mostInBucket = 64;

/** The order of hashes, ascending; null where many are the same. */
function orderOf(hashes: Uint32Array): Uint32Array | null {
  const count = hashes.length;
  // As many buckets as hashes or up to twice as many, of hashes that begin alike: few in each are left to be sorted.
  const shift = Math.clz32(count);
  const places = new Uint32Array((1 << (32 - shift)) + 1);
  for (let i = 0; i < count; i++) places[(hashes[i]! >>> shift) + 1]!++;
  for (let i = 1; i < places.length; i++) {
    if (places[i]! > mostInBucket) return null;
    places[i]! += places[i - 1]!;
  }
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[places[hashes[i]! >>> shift]!++] = i;
  for (let i = 1; i < count; i++) {
    const one = order[i]!;
    const hash = hashes[one]!;
    let to = i;
    for (; to > 0 && hashes[order[to - 1]!]! > hash; to--) order[to] = order[to - 1]!;
    order[to] = one;
  }
  return order;
}

/** Folds of rows that weigh what they like, some of which may be the same. */
function foldsOfContents(
  { weights, labels }: LabelledRows,
  rowKeys: Float64Array,
  count: number,
): MemberFolds {
  const { order, keys, starts } = groupByContent(rowKeys);
  const contents = starts.length - 1;
  const totals = new Float64Array(contents);
  let most = 0;
  for (let content = 0; content < contents; content++) {
    totals[content] = weightOfRows(order.subarray(starts[content], starts[content + 1]), weights);
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
  const members: Uint32Array[] = [];
  const memberWeights: Float64Array[] = [];
  for (const share of shares) {
    const rows: number[] = [];
    const own: number[] = [];
    for (let content = 0; content < contents; content++) {
      const part = share[content]! / totals[content]!;
      if (part === 0) continue;
      for (let i = starts[content]!; i < starts[content + 1]!; i++) {
        rows.push(order[i]!);
        own.push((weights === null ? 1 : weights[order[i]!]!) * part);
      }
    }
    members.push(Uint32Array.from(rows));
    memberWeights.push(Float64Array.from(own));
  }
  return new MemberFolds(labels.length, members, memberWeights);
}

/** Beyond this weight of one content its pieces are as good as spread evenly. */
const mostPieces = 1000;

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

function groupByContent(keys: Float64Array): RowsByContent {
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

const wordSize = 2 ** 32;

function mixed(key: number, piece: number): number {
  const high = Math.floor(key / wordSize);
  return mixedWords(high, key - high * wordSize, piece);
}

function mixedWords(high: number, low: number, piece: number): number {
  let hash = Math.imul(low ^ high, 0x2c1b3c6d) ^ Math.imul(piece + 1, 0x297a2d39);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
