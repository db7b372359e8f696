import { CompensatedSum } from "./compensatedSum.ts";
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
  const shares = new Float64Array(design.rowCount * design.classCount);
  const value = (x: Float64Array): number => {
    const sum = meanLoss(design, total, x, shares) + ridge(penalty, x);
    return Number.isNaN(sum) ? Infinity : sum;
  };
  return {
    value,
    derivatives(x): Derivatives {
      const loss = value(x);
      return {
        value: loss,
        gradient: gradientOf(design, total, shares, penalty, x),
        hessian: () => hessianOf(design, total, shares, penalty),
      };
    },
  };
}

function ridge({ strengths, centre }: RidgePenalty, x: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < x.length; u++) sum += (strengths[u]! / 2) * (x[u]! - centre[u]!) ** 2;
  return sum;
}

/** The mean loss; leaves each row's softmax in `shares`. */
function meanLoss(design: SoftmaxDesign, total: number, x: Float64Array, shares: Float64Array): number {
  const { rowCount, classCount, featureCount, features, rowStride, classStride, labels, weights } = design;
  const losses = new CompensatedSum();
  for (let row = 0; row < rowCount; row++) {
    const start = row * classCount;
    let max = -Infinity;
    for (let j = 0; j < classCount; j++) {
      const from = row * rowStride + j * classStride;
      let score = 0;
      for (let a = 0; a < featureCount; a++) score += features[from + a]! * x[j * featureCount + a]!;
      shares[start + j] = score;
      if (score > max) max = score;
    }
    const own = shares[start + labels[row]!]! - max;
    let sum = 0;
    for (let j = start; j < start + classCount; j++) sum += shares[j] = Math.exp(shares[j]! - max);
    for (let j = start; j < start + classCount; j++) shares[j]! /= sum;
    losses.add((weights === null ? 1 : weights[row]!) * (Math.log(sum) - own));
  }
  return losses.value / total;
}

function gradientOf(
  design: SoftmaxDesign,
  total: number,
  shares: Float64Array,
  { strengths, centre }: RidgePenalty,
  x: Float64Array,
): Float64Array {
  const { rowCount, classCount, featureCount, features, rowStride, classStride, labels, weights } = design;
  const gradient = new Float64Array(classCount * featureCount);
  for (let row = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    for (let j = 0; j < classCount; j++) {
      const pull = weight * (shares[row * classCount + j]! - (labels[row] === j ? 1 : 0));
      const from = row * rowStride + j * classStride;
      for (let a = 0; a < featureCount; a++) gradient[j * featureCount + a]! += pull * features[from + a]!;
    }
  }
  return gradient.map((sum, u) => sum / total + strengths[u]! * (x[u]! - centre[u]!));
}

/** With c = the features of every class times its share, a row adds blockwise share · f fᵀ, less c cᵀ. */
function hessianOf(
  design: SoftmaxDesign,
  total: number,
  shares: Float64Array,
  { strengths }: RidgePenalty,
): Float64Array {
  const { rowCount, classCount, featureCount, features, rowStride, classStride, weights } = design;
  const n = classCount * featureCount;
  const hessian = new Float64Array(n * n);
  const pulls = new Float64Array(n);
  for (let row = 0; row < rowCount; row++) {
    const weight = (weights === null ? 1 : weights[row]!) / total;
    for (let j = 0; j < classCount; j++) {
      const share = shares[row * classCount + j]!;
      const from = row * rowStride + j * classStride;
      for (let a = 0; a < featureCount; a++) {
        const u = j * featureCount + a;
        const pull = (pulls[u] = share * features[from + a]!);
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
  for (let u = 0; u < n; u++) hessian[u * n + u]! += strengths[u]!;
  return hessian;
}
