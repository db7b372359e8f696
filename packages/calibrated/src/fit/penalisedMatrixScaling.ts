import type { LabelledRows } from "../data/labelledRows.ts";
import { choleskyFactor, solveFactored } from "../numerics/choleskySolve.ts";
import { floorLogsInPlace } from "../numerics/floorLog.ts";
import { lbfgsMinimum } from "../numerics/lbfgsMinimum.ts";
import { newtonMinimum, type Minimum } from "../numerics/newtonMinimum.ts";
import { softmaxPreconditioner } from "../numerics/softmaxPreconditioner.ts";
import { softmaxRegression, type RidgePenalty, type SoftmaxDesign } from "../numerics/softmaxRegression.ts";
import { systematicSample, type SampledRows } from "../numerics/systematicSample.ts";
import type { StructuredRidge } from "./structuredRidge.ts";

export interface PenalisedMatrixScaling {
  /** W, a row per class. */
  readonly weights: Float64Array[];
  readonly biases: Float64Array;
  readonly status: "converged" | "stopped";
  readonly gradientNorm: number;
  readonly iterations: number;
  /** The mean NLL with its ridge. */
  readonly objective: number;
}

/** With more classes, a k (k + 1) × k (k + 1) Hessian takes longer than the steps it saves. */
export const mostClassesForHessian = 16;

/** Rows of the sample, for each class, that the Hessian is taken from. */
const sampledPerClass = 80;
/** The sample's minimum need not be closer to that of all rows than this gradient. */
const nearEnough = 1e-3;

/** The matrix W and the biases b for which the mean NLL of softmax(W ln p + b) and its ridge are least. */
export function penalisedMatrixScaling(
  rows: LabelledRows,
  { bias, diagonal, offDiagonal }: StructuredRidge,
): PenalisedMatrixScaling {
  const design = matrixScalingDesign(rows);
  const { classCount, featureCount } = design;
  const perUnknown = (make: (j: number, feature: number) => number): Float64Array =>
    Float64Array.from({ length: classCount * featureCount }, (_, u) =>
      make(Math.floor(u / featureCount), u % featureCount),
    );
  const centre = perUnknown((j, feature) => (j === feature ? 1 : 0));
  // The ridge of a softmax regression has a factor of 1/2.
  const strengths = perUnknown(
    (j, feature) => 2 * (feature === classCount ? bias : feature === j ? diagonal : offDiagonal),
  );
  const minimum = minimumOf(design, { strengths, centre });
  const { at, value, status, gradientNorm, iterations } = minimum;
  const ofClass = Array.from({ length: classCount }, (_, j) =>
    at.slice(j * featureCount, (j + 1) * featureCount),
  );
  return {
    weights: ofClass.map((own) => own.slice(0, classCount)),
    biases: Float64Array.from(ofClass, (own) => own[classCount]!),
    status,
    gradientNorm,
    iterations,
    objective: value,
  };
}

/**
 * L-BFGS steps, from the minimum of a sample of the rows and with the Hessian there for a guess of the curvature: a
 * dozen passes over all rows, none of which needs a Hessian.
 */
function minimumOf(design: SoftmaxDesign, penalty: RidgePenalty): Minimum {
  const { rowCount, classCount, weights } = design;
  const { strengths, centre } = penalty;
  const objective = softmaxRegression(design, penalty);
  if (classCount > mostClassesForHessian) {
    return lbfgsMinimum(objective, centre, { precondition: softmaxPreconditioner(design, strengths) });
  }
  const size = Math.min(rowCount, sampledPerClass * classCount);
  const sample = sampledDesign(design, systematicSample(rowCount, weights, size));
  // A ridge is that of so many rows: fewer need more of it.
  const scale = rowCount / size;
  const near = newtonMinimum(
    softmaxRegression(sample, { strengths: strengths.map((one) => scale * one), centre }),
    centre,
    { until: nearEnough },
  );
  const curvature = softmaxRegression(sample, penalty).derivatives(near.at).hessian();
  const precondition = choleskyFactor(curvature, centre.length)
    ? (vector: Float64Array): void => solveFactored(curvature, vector)
    : softmaxPreconditioner(design, strengths);
  return lbfgsMinimum(objective, near.at, { precondition });
}

function sampledDesign(design: SoftmaxDesign, { rows, counts }: SampledRows): SoftmaxDesign {
  const { rowStride, features, labels } = design;
  const sampled = new Float64Array(rows.length * rowStride);
  for (const [i, row] of rows.entries())
    sampled.set(features.subarray(row * rowStride, (row + 1) * rowStride), i * rowStride);
  return {
    ...design,
    rowCount: rows.length,
    features: sampled,
    labels: Int32Array.from(rows, (row) => labels[row]!),
    weights: counts,
  };
}

/** Matrix scaling as a softmax regression: all classes see the same features, every z = ln(max(p, 1e-12)) and 1. */
function matrixScalingDesign({ block, labels, weights }: LabelledRows): SoftmaxDesign {
  const { values, rowCount, classCount } = block;
  const featureCount = classCount + 1;
  const features = new Float64Array(rowCount * featureCount).fill(1);
  const logs = values.slice();
  floorLogsInPlace(logs, 0, logs.length);
  for (let row = 0, from = 0; row < rowCount; row++) {
    for (let j = 0; j < classCount; j++) features[row * featureCount + j] = logs[from++]!;
  }
  return {
    rowCount,
    classCount,
    featureCount,
    features,
    rowStride: featureCount,
    classStride: 0,
    labels,
    weights,
  };
}
