import type { LabelledRows } from "../data/labelledRows.ts";
import { floorLog } from "../numerics/floorLog.ts";
import type { SoftmaxDesign } from "../numerics/softmaxRegression.ts";

/**
 * Vector scaling as a softmax regression: each class has two features, its z = ln(max((1 − e) p + e / k, 1e-12)) and 1.
 * The unknowns are then scale, bias, scale, bias, …
 */
export function vectorScalingDesign(
  { block, labels, weights }: LabelledRows,
  uniformShare: number,
): SoftmaxDesign {
  const { values, rowCount, classCount } = block;
  const features = new Float64Array(2 * values.length);
  for (const [i, p] of values.entries()) {
    features[2 * i] = floorLog((1 - uniformShare) * p + uniformShare / classCount);
    features[2 * i + 1] = 1;
  }
  return {
    rowCount,
    classCount,
    featureCount: 2,
    features,
    rowStride: 2 * classCount,
    classStride: 2,
    labels,
    weights,
  };
}
