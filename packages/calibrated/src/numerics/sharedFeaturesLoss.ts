import { CompensatedSum } from "./compensatedSum.ts";
import type { SoftmaxDesign } from "./softmaxRegression.ts";

/** Losses are summed plainly in blocks of so many rows. */
const blockSize = 64;

/**
 * The weighted sum of the rows' losses where all classes see the same features; its gradient is added to `gradient`, if
 * there is one. Four classes at a time, so that a feature is read once for the four and no sum waits for the one before.
 */
export function sharedFeaturesLoss(
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
  const softmax = new Float64Array(padded);
  const losses = new CompensatedSum();
  let block = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    const label = labels[row]!;
    const from = row * rowStride;
    for (let j = 0; j < padded; j += 4)
      addScores(features, from, featureCount, coefficients, padded, j, softmax);
    let max = -Infinity;
    for (let j = 0; j < classCount; j++) if (softmax[j]! > max) max = softmax[j]!;
    const own = softmax[label]! - max;
    let sum = 0;
    for (let j = 0; j < classCount; j++) sum += softmax[j] = Math.exp(softmax[j]! - max);
    block += weight * (Math.log(sum) - own);
    if (row % blockSize === blockSize - 1) {
      losses.add(block);
      block = 0;
    }
    if (gradient === null) continue;
    const share = weight / sum;
    for (let j = 0; j < classCount; j++) softmax[j]! *= share;
    for (let j = classCount; j < padded; j++) softmax[j] = 0;
    softmax[label]! -= weight;
    for (let j = 0; j < padded; j += 4) addPulls(features, from, featureCount, softmax, padded, j, pulled);
  }
  losses.add(block);
  if (gradient !== null) {
    for (let j = 0; j < classCount; j++) {
      for (let a = 0; a < featureCount; a++) gradient[j * featureCount + a]! += pulled[a * padded + j]!;
    }
  }
  return losses.value;
}

function addScores(
  features: Float64Array,
  from: number,
  featureCount: number,
  coefficients: Float64Array,
  padded: number,
  j: number,
  scores: Float64Array,
): void {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let a = 0, at = j; a < featureCount; a++, at += padded) {
    const feature = features[from + a]!;
    s0 += feature * coefficients[at]!;
    s1 += feature * coefficients[at + 1]!;
    s2 += feature * coefficients[at + 2]!;
    s3 += feature * coefficients[at + 3]!;
  }
  scores[j] = s0;
  scores[j + 1] = s1;
  scores[j + 2] = s2;
  scores[j + 3] = s3;
}

function addPulls(
  features: Float64Array,
  from: number,
  featureCount: number,
  pulls: Float64Array,
  padded: number,
  j: number,
  pulled: Float64Array,
): void {
  const [p0, p1, p2, p3] = [pulls[j]!, pulls[j + 1]!, pulls[j + 2]!, pulls[j + 3]!];
  for (let a = 0, at = j; a < featureCount; a++, at += padded) {
    const feature = features[from + a]!;
    pulled[at]! += p0 * feature;
    pulled[at + 1]! += p1 * feature;
    pulled[at + 2]! += p2 * feature;
    pulled[at + 3]! += p3 * feature;
  }
}
