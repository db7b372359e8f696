import { CompensatedSum } from "./compensatedSum.ts";
import { naturalExp } from "./naturalExp.ts";
import { naturalLog } from "./naturalLog.ts";
import { sharedFeaturesLoss } from "./sharedFeaturesLoss.ts";
import type { Derivatives, SmoothObjective } from "./newtonMinimum.ts";

/** Rows whose scores, one per class, are linear in the unknowns. */
export interface SoftmaxDesign {
  readonly rowCount: number;
  readonly classCount: number;
  /** How many features, and so unknowns, a class has: its score in a row is their sum of products. */
  readonly featureCount: number;
  /** The features of class j in row i begin at i · rowStride + j · classStride. */
  readonly features: Float64Array;
  readonly rowStride: number;
  /** 0 where all classes see the same features. */
  readonly classStride: number;
  readonly labels: Int32Array;
  /** Null for a weight of 1 everywhere. */
  readonly weights: Float64Array | null;
}

/** ½ Σ strengths[u] · (x[u] − centre[u])². */
export interface RidgePenalty {
  readonly strengths: Float64Array;
  readonly centre: Float64Array;
}

/**
 * The mean negative log-likelihood of a multinomial logistic model plus a ridge penalty, convex in its unknowns: for
 * each class its `featureCount` coefficients, class after class.
 */
export function softmaxRegression(design: SoftmaxDesign, penalty: RidgePenalty): SmoothObjective {
  const mass = new CompensatedSum();
  for (let row = 0; row < design.rowCount; row++)
    mass.add(design.weights === null ? 1 : design.weights[row]!);
  const total = mass.value;
  const softmax = new Float64Array(design.classCount);
  const value = (x: Float64Array, gradient: Float64Array | null): number => {
    const losses =
      design.classStride === 0
        ? sharedFeaturesLoss(design, x, gradient)
        : sumOfLosses(design, x, softmax, gradient);
    const sum = losses / total + ridge(penalty, x);
    return Number.isNaN(sum) ? Infinity : sum;
  };
  return {
    value: (x) => value(x, null),
    derivatives(x): Derivatives {
      const gradient = new Float64Array(x.length);
      const loss = value(x, gradient);
      const { strengths, centre } = penalty;
      for (let u = 0; u < x.length; u++)
        gradient[u] = gradient[u]! / total + strengths[u]! * (x[u]! - centre[u]!);
      return {
        value: loss,
        gradient,
        hessian: () => hessianOf(design, total, x, softmax, strengths),
      };
    },
  };
}

function ridge({ strengths, centre }: RidgePenalty, x: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < x.length; u++) sum += (strengths[u]! / 2) * (x[u]! - centre[u]!) ** 2;
  return sum;
}

/** The weighted sum of the rows' losses; its gradient is added to `gradient`, if there is one. */
function sumOfLosses(
  design: SoftmaxDesign,
  x: Float64Array,
  softmax: Float64Array,
  gradient: Float64Array | null,
): number {
  const { rowCount, classCount, featureCount, features, rowStride, classStride, labels, weights } = design;
  const losses = new CompensatedSum();
  for (let row = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    losses.add(weight * softmaxOf(design, x, row, softmax));
    if (gradient === null) continue;
    const label = labels[row]!;
    for (let j = 0; j < classCount; j++) {
      const pull = weight * (softmax[j]! - (label === j ? 1 : 0));
      const from = row * rowStride + j * classStride;
      const to = j * featureCount;
      for (let a = 0; a < featureCount; a++) gradient[to + a]! += pull * features[from + a]!;
    }
  }
  return losses.value;
}

/** The loss of one row, whose softmax is left in `softmax`. */
function softmaxOf(design: SoftmaxDesign, x: Float64Array, row: number, softmax: Float64Array): number {
  const { classCount, featureCount, features, rowStride, classStride, labels } = design;
  let max = -Infinity;
  for (let j = 0; j < classCount; j++) {
    const from = row * rowStride + j * classStride;
    const to = j * featureCount;
    let score = 0;
    for (let a = 0; a < featureCount; a++) score += features[from + a]! * x[to + a]!;
    softmax[j] = score;
    if (score > max) max = score;
  }
  const own = softmax[labels[row]!]! - max;
  let sum = 0;
  for (let j = 0; j < classCount; j++) sum += softmax[j] = naturalExp(softmax[j]! - max);
  for (let j = 0; j < classCount; j++) softmax[j]! /= sum;
  return naturalLog(sum) - own;
}

/** Between classes j and l, a row adds share_j · (1 if j = l, less share_l) · f_j f_lᵀ. */
function hessianOf(
  design: SoftmaxDesign,
  total: number,
  x: Float64Array,
  softmax: Float64Array,
  strengths: Float64Array,
): Float64Array {
  const n = x.length;
  const hessian = new Float64Array(n * n);
  if (design.classStride === 0) addSharedCurvature(design, total, x, softmax, hessian);
  else addCurvature(design, total, x, softmax, hessian);
  for (let u = 0; u < n; u++) hessian[u * n + u]! += strengths[u]!;
  return hessian;
}

function addCurvature(
  design: SoftmaxDesign,
  total: number,
  x: Float64Array,
  softmax: Float64Array,
  hessian: Float64Array,
): void {
  const { rowCount, classCount, featureCount, features, rowStride, classStride, weights } = design;
  const n = classCount * featureCount;
  const pulls = new Float64Array(n);
  for (let row = 0; row < rowCount; row++) {
    const weight = (weights === null ? 1 : weights[row]!) / total;
    softmaxOf(design, x, row, softmax);
    for (let j = 0; j < classCount; j++) {
      const from = row * rowStride + j * classStride;
      for (let a = 0; a < featureCount; a++) {
        const u = j * featureCount + a;
        const pull = (pulls[u] = softmax[j]! * features[from + a]!);
        for (let b = 0; b <= a; b++) {
          hessian[u * n + j * featureCount + b]! += weight * pull * features[from + b]!;
        }
      }
    }
    for (let u = 0; u < n; u++) {
      const pull = weight * pulls[u]!;
      if (pull === 0) continue;
      const line = u * n;
      for (let v = 0; v <= u; v++) hessian[line + v]! -= pull * pulls[v]!;
    }
  }
}

/** Where all classes see the same f, every block of two classes is a sum of the same symmetric f fᵀ: half of each. */
function addSharedCurvature(
  design: SoftmaxDesign,
  total: number,
  x: Float64Array,
  softmax: Float64Array,
  hessian: Float64Array,
): void {
  const { rowCount, classCount, featureCount, features, rowStride, weights } = design;
  const size = (featureCount * (featureCount + 1)) / 2;
  const products = new Float64Array(size);
  const blocks = new Float64Array(((classCount * (classCount + 1)) / 2) * size);
  for (let row = 0; row < rowCount; row++) {
    const weight = (weights === null ? 1 : weights[row]!) / total;
    if (weight === 0) continue;
    softmaxOf(design, x, row, softmax);
    const from = row * rowStride;
    let at = 0;
    for (let a = 0; a < featureCount; a++) {
      for (let b = 0; b <= a; b++) products[at++] = weight * features[from + a]! * features[from + b]!;
    }
    let to = 0;
    for (let j = 0; j < classCount; j++) {
      for (let l = 0; l <= j; l++, to += size) {
        const factor = softmax[j]! * ((j === l ? 1 : 0) - softmax[l]!);
        for (let i = 0; i < size; i++) blocks[to + i]! += factor * products[i]!;
      }
    }
  }
  const n = classCount * featureCount;
  let from = 0;
  for (let j = 0; j < classCount; j++) {
    for (let l = 0; l <= j; l++) {
      for (let a = 0; a < featureCount; a++) {
        for (let b = 0; b <= a; b++, from++) {
          hessian[(j * featureCount + a) * n + l * featureCount + b] = blocks[from]!;
          hessian[(j * featureCount + b) * n + l * featureCount + a] = blocks[from]!;
        }
      }
    }
  }
}
