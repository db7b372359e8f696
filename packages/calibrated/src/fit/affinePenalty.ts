import { copyPoint, type AffinePoint } from "./affineObjective.ts";

/** ½ Σ precision · (parameter − centre)². */
export interface AffinePenalty {
  /** What is pulled to: the slopes (shared: the logarithm of the one), then the biases. */
  readonly centre: Float64Array;
  /** Half the penalty per squared distance from the centre; Infinity holds a parameter where it is. */
  readonly precision: Float64Array;
}

/**
 * Overwrites `sum` by a point with the penalty added. By parameters that are held there are no derivatives but a curvature
 * of 1, so that no step moves them.
 */
export function addPenalty(sum: AffinePoint, point: AffinePoint, { centre, precision }: AffinePenalty): void {
  copyPoint(sum, point);
  const { parameters, gradient, hessian } = sum;
  const size = centre.length;
  for (let j = 0; j < size; j++) {
    if (precision[j] === Infinity) {
      hold(sum, j);
      continue;
    }
    const distance = parameters[j]! - centre[j]!;
    sum.value += 0.5 * precision[j]! * distance * distance;
    gradient[j]! += precision[j]! * distance;
    hessian[j * size + j]! += precision[j]!;
  }
}

function hold(point: AffinePoint, j: number): void {
  const { gradient, hessian } = point;
  const size = gradient.length;
  gradient[j] = 0;
  for (let l = 0; l < size; l++) hessian[j * size + l] = hessian[l * size + j] = 0;
  hessian[j * size + j] = 1;
  if (j === 0) point.bend = 0;
}
