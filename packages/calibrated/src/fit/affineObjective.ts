import type { AffineMoments, AffineRows } from "../numerics/affineMoments.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { sumAffineMoments } from "../numerics/sumAffineMoments.ts";

/** Whether a map has one slope for all classes, which is the exponential of its parameter, or one each. */
export type AffineSlopes = "shared" | "per-class";

/** The sum of NLL at some parameters, with its derivatives; memory that is used again. */
export interface AffinePoint {
  /** The slopes (shared: the logarithm of the one), then the biases. */
  readonly parameters: Float64Array;
  value: number;
  readonly gradient: Float64Array;
  /** Lower triangle. */
  readonly hessian: Float64Array;
  /** How much of the shared slope's second derivative comes from its exponential; may be below 0. */
  bend: number;
}

export function affinePoint(size: number): AffinePoint {
  return {
    parameters: new Float64Array(size),
    value: NaN,
    gradient: new Float64Array(size),
    hessian: new Float64Array(size * size),
    bend: 0,
  };
}

export function copyPoint(to: AffinePoint, from: AffinePoint): void {
  to.parameters.set(from.parameters);
  to.value = from.value;
  to.gradient.set(from.gradient);
  to.hessian.set(from.hessian);
  to.bend = from.bend;
}

/**
 * Computes the weighted sum of the NLL of softmax(slope · z + bias) and its derivatives at the point's parameters.
 *
 * @param moments - memory for as many classes and such slopes.
 */
export function evaluateAffine(
  rows: AffineRows,
  slopes: AffineSlopes,
  point: AffinePoint,
  moments: AffineMoments,
): void {
  const { classCount: k } = rows;
  const { parameters: at } = point;
  const isShared = slopes === "shared";
  const slope = isShared ? naturalExp(at[0]!) : NaN;
  const map = {
    slopes: isShared ? new Float64Array(k).fill(slope) : at.subarray(0, k),
    biases: at.subarray(at.length - k),
    isShared,
  };
  if (!sumAffineMoments(rows, map, moments)) {
    point.value = NaN;
    point.gradient.fill(NaN);
    return;
  }
  point.value = moments.loss * Math.LN2;
  putBiases(point, moments);
  if (isShared) putSharedSlope(point, moments, slope);
  else putSlopes(point, moments);
}

/** The derivatives by the biases, which are the last parameters, as the shares are the last factors. */
function putBiases(
  { gradient, hessian }: AffinePoint,
  { masses, labelMasses, products }: AffineMoments,
): void {
  const k = masses.length;
  const size = gradient.length;
  const first = size - k;
  const factorCount = Math.sqrt(products.length);
  for (let j = 0; j < k; j++) {
    gradient[first + j] = masses[j]! - labelMasses[j]!;
    const to = (first + j) * size + first;
    const from = (factorCount - k + j) * factorCount + factorCount - k;
    for (let l = 0; l < j; l++) hessian[to + l] = -products[from + l]!;
    hessian[to + j] = masses[j]! - products[from + j]!;
  }
}

/** Those by the logarithm of the one slope. */
function putSharedSlope(
  point: AffinePoint,
  { firsts, seconds, labelFirsts }: AffineMoments,
  slope: number,
): void {
  const { gradient, hessian } = point;
  const size = gradient.length;
  let [first, second] = [0, 0];
  for (let j = 0; j < firsts.length; j++) {
    first -= labelFirsts[j]!;
    second += seconds[j]!;
    hessian[(1 + j) * size] = slope * firsts[j]!;
  }
  point.bend = gradient[0] = slope * first;
  hessian[0] = slope * slope * second + point.bend;
}

/** Those by the slopes of the classes. */
function putSlopes(
  { gradient, hessian }: AffinePoint,
  { firsts, seconds, labelFirsts, products }: AffineMoments,
): void {
  const k = firsts.length;
  const size = 2 * k;
  for (let j = 0; j < k; j++) {
    gradient[j] = firsts[j]! - labelFirsts[j]!;
    for (let l = 0; l <= j; l++) hessian[j * size + l] = -products[j * size + l]!;
    for (let l = 0; l < k; l++) hessian[(k + j) * size + l] = -products[(k + j) * size + l]!;
    hessian[j * size + j]! += seconds[j]!;
    hessian[(k + j) * size + j]! += firsts[j]!;
  }
}
