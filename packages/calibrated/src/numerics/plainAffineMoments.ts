import { clearMoments, type SlopesAndBiases, type AffineMoments, type AffineRows } from "./affineMoments.ts";
import { CompensatedSum } from "./compensatedSum.ts";
import { exp2Into, leastPower } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";

/** Rows that go through each loop together. */
export const blockRows: number = 64;

/** `sumAffineMoments` without WebAssembly, and its oracle. */
export function plainAffineMoments(rows: AffineRows, map: SlopesAndBiases, moments: AffineMoments): void {
  const { labels, weights, classCount: k } = rows;
  clearMoments(moments);
  const inBits = {
    slopes: map.slopes.map((slope) => slope * Math.LOG2E),
    biases: map.biases.map((bias) => bias * Math.LOG2E),
  };
  const size = Math.min(blockRows, labels.length);
  const powers = new Float64Array(size * k);
  const [owns, sums] = [new Float64Array(size), new Float64Array(size)];
  const factorCount = map.isShared ? k : 2 * k;
  const factors = { own: new Float64Array(factorCount), weighted: new Float64Array(factorCount) };
  const loss = new CompensatedSum();
  for (let first = 0; first < labels.length; first += blockRows) {
    const count = Math.min(blockRows, labels.length - first);
    for (let i = 0; i < count; i++) owns[i] = scoresOf(powers, i * k, rows, first + i, inBits);
    exp2Into(powers, powers, 0, count * k, 1, 0);
    for (let i = 0; i < count; i++) sums[i] = sumOfFour(powers, i * k, k);
    for (let i = 0; i < count; i++) {
      const weight = weights === null ? 1 : weights[first + i]!;
      if (weight === 0) continue;
      const share = 1 / sums[i]!;
      for (let j = i * k; j < i * k + k; j++) powers[j]! *= share;
      addRow(moments, rows, first + i, weight, powers, i * k, factors);
      addProducts(moments.products, factors);
    }
    log2InPlace(sums, 0, count, 1);
    for (let i = 0; i < count; i++) {
      loss.add((weights === null ? 1 : weights[first + i]!) * (sums[i]! - owns[i]!));
    }
  }
  moments.loss = loss.value;
}

/** A row's scores less the largest, in bits, none below the least power; returns that of the label, which may be. */
function scoresOf(
  scores: Float64Array,
  to: number,
  { logs, labels, classCount: k }: AffineRows,
  row: number,
  { slopes, biases }: Pick<SlopesAndBiases, "slopes" | "biases">,
): number {
  const from = row * k;
  let largest = -Infinity;
  for (let j = 0; j < k; j++) {
    const score = (scores[to + j] = slopes[j]! * logs[from + j]! + biases[j]!);
    if (score > largest) largest = score;
  }
  const own = scores[to + labels[row]!]! - largest;
  for (let j = to; j < to + k; j++) scores[j] = Math.max(scores[j]! - largest, leastPower);
  return own;
}

/** Every fourth is added to the same of four sums. */
function sumOfFour(values: Float64Array, from: number, count: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let j = from; j < from + count; j += 4) {
    const left = from + count - j;
    s0 += values[j]!;
    if (left > 1) s1 += values[j + 1]!;
    if (left > 2) s2 += values[j + 2]!;
    if (left > 3) s3 += values[j + 3]!;
  }
  return s0 + s2 + (s1 + s3);
}

/** What is multiplied with what, one of it with the row's weight. */
interface Factors {
  readonly own: Float64Array;
  readonly weighted: Float64Array;
}

/** Adds a row to all moments but the products, and finds what these are made of. */
function addRow(
  { masses, firsts, seconds, labelMasses, labelFirsts }: AffineMoments,
  { logs, labels, classCount: k }: AffineRows,
  row: number,
  weight: number,
  shares: Float64Array,
  at: number,
  { own, weighted }: Factors,
): void {
  const isShared = own.length === k;
  const from = row * k;
  const mean = isShared ? meanOf(logs, from, shares, at, k) : 0;
  const toShares = isShared ? 0 : k;
  for (let j = 0; j < k; j++) {
    const p = shares[at + j]!;
    const mass = weight * p;
    const distance = logs[from + j]! - mean;
    const first = mass * distance;
    masses[j]! += mass;
    firsts[j]! += first;
    seconds[j]! += first * distance;
    own[toShares + j] = p;
    weighted[toShares + j] = mass;
    if (isShared) continue;
    own[j] = p * distance;
    weighted[j] = first;
  }
  const label = labels[row]!;
  labelMasses[label]! += weight;
  labelFirsts[label]! += weight * (logs[from + label]! - mean);
}

function meanOf(logs: Float64Array, from: number, shares: Float64Array, at: number, k: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let j = 0; j < k; j += 4) {
    s0 += shares[at + j]! * logs[from + j]!;
    if (j + 1 < k) s1 += shares[at + j + 1]! * logs[from + j + 1]!;
    if (j + 2 < k) s2 += shares[at + j + 2]! * logs[from + j + 2]!;
    if (j + 3 < k) s3 += shares[at + j + 3]! * logs[from + j + 3]!;
  }
  return s0 + s2 + (s1 + s3);
}

function addProducts(products: Float64Array, { own, weighted }: Factors): void {
  const count = own.length;
  for (let j = 0; j < count; j++) {
    const factor = weighted[j]!;
    for (let l = 0, at = j * count; l <= j; l++) products[at + l]! += factor * own[l]!;
  }
}
