import { newtonMinimum } from "../numerics/newtonMinimum.ts";
import { sumOf } from "../numerics/sumOf.ts";
import { softmaxRegression, type SoftmaxDesign } from "../numerics/softmaxRegression.ts";
import { isSeparable } from "../numerics/softmaxSeparation.ts";

/** How sure it is that the minimum is one. */
export interface VectorScalingCertificate {
  /** `"converged"`: no entry of the gradient is above 1e-9; `"stopped"`: rounding ended the search before that. */
  readonly status: "converged" | "stopped";
  /** The largest entry of the gradient of the mean NLL with its ridge, in nats; at a scale of 0, only what would raise it. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** The mean NLL with its ridge, which is as small as it can be, in nats. */
  readonly objective: number;
  /** The classes whose scale would be negative and is held at 0. */
  readonly scalesAtZero: readonly number[];
}

/** The strengths s of the ridge s/2 · (Σ (v_j − 1)² + …) towards the identity. */
export interface VectorScalingRidge {
  readonly scale: number;
  readonly bias: number;
}

export interface PenalisedVectorScaling {
  readonly scales: Float64Array;
  /** With a sum of 0. */
  readonly biases: Float64Array;
  readonly certificate: VectorScalingCertificate;
  /** Whether nothing but the ridge keeps the parameters finite. */
  readonly isSeparable: () => boolean;
}

/**
 * The scales v ≥ 0 and biases b for which the mean NLL and a ridge towards v = 1 and b = 0 are least.
 *
 * @param design - as `vectorScalingDesign` makes it.
 */
export function penalisedVectorScaling(
  design: SoftmaxDesign,
  ridge: VectorScalingRidge,
): PenalisedVectorScaling {
  const perUnknown = (ofScale: number, ofBias: number): Float64Array =>
    Float64Array.from({ length: 2 * design.classCount }, (_, u) => (isScale(u) ? ofScale : ofBias));
  const centre = perUnknown(1, 0);
  const lower = perUnknown(0, -Infinity);
  const penalty = { strengths: perUnknown(ridge.scale, ridge.bias), centre };
  const objective = softmaxRegression(design, penalty);
  const { at, value, status, gradientNorm, iterations } = newtonMinimum(objective, centre, { lower });
  const scales = at.filter((_, u) => isScale(u));
  const scalesAtZero = Array.from(scales.keys()).filter((j) => scales[j] === 0);
  return {
    scales,
    biases: centred(at.filter((_, u) => !isScale(u))),
    certificate: { status, gradientNorm, iterations, objective: value, scalesAtZero },
    isSeparable: () => {
      const isBound = Uint8Array.from(at, (parameter, u) => (parameter <= lower[u]! ? 1 : 0));
      return isSeparable(design, penalty, at, objective.derivatives(at), isBound);
    },
  };
}

function isScale(unknown: number): boolean {
  return unknown % 2 === 0;
}

/** The same biases to a softmax, with a sum of 0. */
function centred(biases: Float64Array): Float64Array {
  const mean = sumOf(biases) / biases.length;
  return biases.map((bias) => bias - mean);
}
