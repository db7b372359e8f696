import { CompensatedSum } from "./compensatedSum.ts";
import { exp2Into, leastPower } from "./exp2.ts";
import { naturalLog } from "./naturalLog.ts";
import type { SoftmaxDesign } from "./softmaxRegression.ts";

/** Rows that go through each loop together, and whose losses are summed plainly. */
export const blockRows: number = 64;

/**
 * `sharedFeaturesLoss` without WebAssembly, and its oracle. Four classes at a time, so that a feature is read once for the
 * four and no sum waits for the one before.
 */
export function plainSharedFeaturesLoss(
  { rowCount, classCount, featureCount, features, rowStride, labels, weights }: SoftmaxDesign,
  x: Float64Array,
  gradient: Float64Array | null,
): number {
  const padded = (classCount + 3) & ~3;
  const coefficients = new Float64Array(featureCount * padded);
  const pulled = new Float64Array(featureCount * padded);
  for (let j = 0; j < classCount; j++) {
    for (let a = 0; a < featureCount; a++) coefficients[a * padded + j] = x[j * featureCount + a]!;
  }
  const softmax = new Float64Array(blockRows * padded);
  const own = new Float64Array(blockRows);
  const losses = new CompensatedSum();
  for (let first = 0; first < rowCount; first += blockRows) {
    const count = Math.min(blockRows, rowCount - first);
    for (let i = 0; i < count; i++) {
      const from = (first + i) * rowStride;
      const to = i * padded;
      for (let j = 0; j < padded; j += 4)
        addScores(features, from, featureCount, coefficients, padded, j, softmax, to);
      own[i] = relativeToLargest(softmax, to, classCount, labels[first + i]!);
    }
    exp2Into(softmax, softmax, 0, count * padded, 1, 0);
    let block = 0;
    for (let i = 0; i < count; i++) {
      const row = first + i;
      const to = i * padded;
      let sum = 0;
      for (let j = to; j < to + classCount; j++) sum += softmax[j]!;
      const weight = weights === null ? 1 : weights[row]!;
      block += weight * (naturalLog(sum) - own[i]!);
      if (gradient === null) continue;
      const share = weight / sum;
      for (let j = to; j < to + classCount; j++) softmax[j]! *= share;
      for (let j = to + classCount; j < to + padded; j++) softmax[j] = 0;
      softmax[to + labels[row]!]! -= weight;
      for (let j = 0; j < padded; j += 4)
        addPulls(features, row * rowStride, featureCount, softmax, to, padded, j, pulled);
    }
    losses.add(block);
  }
  if (gradient !== null) {
    for (let j = 0; j < classCount; j++) {
      for (let a = 0; a < featureCount; a++) gradient[j * featureCount + a]! += pulled[a * padded + j]!;
    }
  }
  return losses.value;
}

/** Scores less their largest, in bits, none below the least power; returns that of the label in nats. */
function relativeToLargest(scores: Float64Array, from: number, classCount: number, label: number): number {
  let max = -Infinity;
  for (let j = from; j < from + classCount; j++) if (scores[j]! > max) max = scores[j]!;
  const own = scores[from + label]! - max;
  for (let j = from; j < from + classCount; j++) {
    scores[j] = Math.max((scores[j]! - max) * Math.LOG2E, leastPower);
  }
  return own;
}

function addScores(
  features: Float64Array,
  from: number,
  featureCount: number,
  coefficients: Float64Array,
  padded: number,
  j: number,
  scores: Float64Array,
  to: number,
): void {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let a = 0, at = j; a < featureCount; a++, at += padded) {
    const feature = features[from + a]!;
    s0 += feature * coefficients[at]!;
    s1 += feature * coefficients[at + 1]!;
    s2 += feature * coefficients[at + 2]!;
    s3 += feature * coefficients[at + 3]!;
  }
  scores[to + j] = s0;
  scores[to + j + 1] = s1;
  scores[to + j + 2] = s2;
  scores[to + j + 3] = s3;
}

function addPulls(
  features: Float64Array,
  from: number,
  featureCount: number,
  pulls: Float64Array,
  of: number,
  padded: number,
  j: number,
  pulled: Float64Array,
): void {
  const [p0, p1, p2, p3] = [pulls[of + j]!, pulls[of + j + 1]!, pulls[of + j + 2]!, pulls[of + j + 3]!];
  for (let a = 0, at = j; a < featureCount; a++, at += padded) {
    const feature = features[from + a]!;
    pulled[at]! += p0 * feature;
    pulled[at + 1]! += p1 * feature;
    pulled[at + 2]! += p2 * feature;
    pulled[at + 3]! += p3 * feature;
  }
}
