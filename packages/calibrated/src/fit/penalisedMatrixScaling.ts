import type { LabelledRows } from "../data/labelledRows.ts";
import { floorLog } from "../numerics/floorLog.ts";
import { lbfgsMinimum } from "../numerics/lbfgsMinimum.ts";
import { newtonMinimum } from "../numerics/newtonMinimum.ts";
import { softmaxPreconditioner } from "../numerics/softmaxPreconditioner.ts";
import { softmaxRegression, type SoftmaxDesign } from "../numerics/softmaxRegression.ts";
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

/** With more classes, Newton's k (k + 1) × k (k + 1) Hessian takes longer than the steps it saves. */
export const mostClassesForNewton = 10;

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
  const objective = softmaxRegression(design, { strengths, centre });
  const minimum =
    classCount <= mostClassesForNewton
      ? newtonMinimum(objective, centre)
      : lbfgsMinimum(objective, centre, { precondition: softmaxPreconditioner(design, strengths) });
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

/** Matrix scaling as a softmax regression: all classes see the same features, every z = ln(max(p, 1e-12)) and 1. */
function matrixScalingDesign({ block, labels, weights }: LabelledRows): SoftmaxDesign {
  const { values, rowCount, classCount } = block;
  const featureCount = classCount + 1;
  const features = new Float64Array(rowCount * featureCount).fill(1);
  for (const [i, p] of values.entries())
    features[Math.floor(i / classCount) * featureCount + (i % classCount)] = floorLog(p);
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
