import type { LabelledRows } from "../data/labelledRows.ts";
import { floorLog } from "../numerics/floorLog.ts";
import type { SoftmaxDesign } from "../numerics/softmaxRegression.ts";

/**
 * Beta calibration of class j as a softmax regression on two classes, the rest and j itself: their features are
 * ln(1 − p) and 1, ln p and 1. The unknowns are then b, bias, a, bias.
 *
 * @param rests - 1 − p of every probability of the rows, as `restSums` gives them.
 */
export function betaDesign(
  { block, labels, weights }: LabelledRows,
  rests: Float64Array,
  j: number,
): SoftmaxDesign {
  const { values, rowCount, classCount } = block;
  const features = new Float64Array(4 * rowCount).fill(1);
  for (let row = 0; row < rowCount; row++) {
    features[4 * row] = floorLog(rests[row * classCount + j]!);
    features[4 * row + 2] = floorLog(values[row * classCount + j]!);
  }
  return {
    rowCount,
    classCount: 2,
    featureCount: 2,
    features,
    rowStride: 4,
    classStride: 2,
    labels: labels.map((label) => (label === j ? 1 : 0)),
    weights,
  };
}
