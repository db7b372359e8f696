import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { naturalLog } from "../numerics/naturalLog.ts";

/**
 * A penalised affine map on log-probabilities: softmax(slope · z + bias), with one slope for all classes or one each, and
 * a bias per class.
 */
export interface AffineProblem {
  /** n × k, nats. */
  readonly logs: Float64Array;
  /** Class indices. */
  readonly labels: Int32Array;
  /** One per row; null for 1 each. Rows of weight 0 are skipped. */
  readonly weights: Float64Array | null;
  readonly classCount: number;
  readonly slopes: "shared" | "per-class";
  /** What the penalty pulls to: the slopes (shared: the logarithm of the one), then the biases. */
  readonly centre: Float64Array;
  /** Half the penalty per squared distance from the centre; Infinity holds a parameter where it is. */
  readonly precision: Float64Array;
  /** The gradient that counts as zero, per unit of weight; default 1e-12. Comparing fits needs less. */
  readonly tolerance?: number;
}

/** The penalised sum of NLL at some parameters, with its derivatives; memory that is used again. */
export interface AffinePoint {
  parameters: Float64Array;
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

/**
 * Computes Σ w · NLL + ½ Σ precision · (parameter − centre)² and its derivatives at the point's parameters. Derivatives
 * by a shared slope that is held are left out.
 *
 * @param softmax - k numbers of memory.
 */
export function evaluateAffine(problem: AffineProblem, point: AffinePoint, softmax: Float64Array): void {
  const { logs, labels, weights, classCount: k, slopes, centre, precision } = problem;
  const { parameters: at, gradient, hessian } = point;
  const isShared = slopes === "shared";
  const slopeCount = isShared ? 1 : k;
  const size = slopeCount + k;
  const slope = isShared ? naturalExp(at[0]!) : 0;
  const isSlopeHeld = isShared && precision[0] === Infinity;
  gradient.fill(0);
  hessian.fill(0);
  const loss = new CompensatedSum();
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    const start = row * k;
    const label = labels[row]!;
    let max = -Infinity;
    for (let j = 0; j < k; j++) {
      const z = (isShared ? slope : at[j]!) * logs[start + j]! + at[slopeCount + j]!;
      softmax[j] = z;
      if (z > max) max = z;
    }
    const ofLabel = softmax[label]! - max;
    let sum = 0;
    for (let j = 0; j < k; j++) sum += softmax[j] = naturalExp(softmax[j]! - max);
    loss.add(weight * (naturalLog(sum) - ofLabel));
    for (let j = 0; j < k; j++) softmax[j]! /= sum;
    if (!isShared) {
      addPerClassRow(gradient, hessian, softmax, logs, start, label, weight);
      continue;
    }
    addBiases(gradient, hessian, softmax, label, weight);
    if (!isSlopeHeld) addSlope(gradient, hessian, softmax, logs, start, label, weight);
  }
  point.bend = 0;
  if (isShared && !isSlopeHeld) {
    // The chain rule for the logarithm of the slope.
    point.bend = gradient[0] = slope * gradient[0]!;
    hessian[0] = slope * slope * hessian[0]! + point.bend;
    for (let j = 1; j < size; j++) hessian[j * size]! *= slope;
  }
  let value = loss.value;
  for (let j = 0; j < size; j++) {
    if (precision[j] === Infinity) continue;
    const distance = at[j]! - centre[j]!;
    value += 0.5 * precision[j]! * distance * distance;
    gradient[j]! += precision[j]! * distance;
    hessian[j * size + j]! += precision[j]!;
  }
  point.value = value;
}

/** One row's part by the biases, which follow the one slope. */
function addBiases(
  gradient: Float64Array,
  hessian: Float64Array,
  p: Float64Array,
  label: number,
  weight: number,
): void {
  const k = p.length;
  const size = k + 1;
  for (let j = 0; j < k; j++) {
    const weighted = weight * p[j]!;
    gradient[1 + j]! += weighted;
    const at = (1 + j) * size + 1;
    for (let l = 0; l < j; l++) hessian[at + l]! -= weighted * p[l]!;
    hessian[at + j]! += weighted - weighted * p[j]!;
  }
  gradient[1 + label]! -= weight;
}

/** One row's part by the one slope itself. */
function addSlope(
  gradient: Float64Array,
  hessian: Float64Array,
  p: Float64Array,
  logs: Float64Array,
  start: number,
  label: number,
  weight: number,
): void {
  const k = p.length;
  const size = k + 1;
  let mean = 0;
  for (let j = 0; j < k; j++) mean += p[j]! * logs[start + j]!;
  let variance = 0;
  for (let j = 0; j < k; j++) {
    const distance = logs[start + j]! - mean;
    variance += p[j]! * distance * distance;
    hessian[(1 + j) * size]! += weight * p[j]! * distance;
  }
  gradient[0]! += weight * (mean - logs[start + label]!);
  hessian[0]! += weight * variance;
}

function addPerClassRow(
  gradient: Float64Array,
  hessian: Float64Array,
  p: Float64Array,
  logs: Float64Array,
  start: number,
  label: number,
  weight: number,
): void {
  const k = p.length;
  const size = 2 * k;
  for (let j = 0; j < k; j++) {
    const log = logs[start + j]!;
    const residual = weight * (p[j]! - (j === label ? 1 : 0));
    gradient[j]! += residual * log;
    gradient[k + j]! += residual;
    for (let l = 0; l < k; l++) {
      const curvature = weight * ((j === l ? p[j]! : 0) - p[j]! * p[l]!);
      const other = logs[start + l]!;
      if (l <= j) {
        hessian[j * size + l]! += curvature * log * other;
        hessian[(k + j) * size + k + l]! += curvature;
      }
      hessian[(k + j) * size + l]! += curvature * other;
    }
  }
}
