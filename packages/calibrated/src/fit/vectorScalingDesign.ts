import type { LabelledRows } from "../data/labelledRows.ts";
import { floorLogsInPlace } from "../numerics/floorLog.ts";
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
  const logs = values.map((p) => (1 - uniformShare) * p + uniformShare / classCount);
  floorLogsInPlace(logs, 0, logs.length);
  for (let i = 0; i < logs.length; i++) {
    features[2 * i] = logs[i]!;
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
