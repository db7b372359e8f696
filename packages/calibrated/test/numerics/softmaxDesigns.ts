import { seededRandom } from "../../src/numerics/seededRandom.ts";
import type { SoftmaxDesign } from "../../src/numerics/softmaxRegression.ts";

/** Rows of features from −3 to 3, the last of which is 1, the same for all classes. */
export function sharedDesign(
  rowCount: number,
  classCount: number,
  featureCount: number,
  isWeighted: boolean,
): SoftmaxDesign {
  const random = seededRandom(rowCount + 100 * classCount);
  return {
    rowCount,
    classCount,
    featureCount,
    features: Float64Array.from({ length: rowCount * featureCount }, (_, i) =>
      i % featureCount === featureCount - 1 ? 1 : 6 * random.share() - 3,
    ),
    rowStride: featureCount,
    classStride: 0,
    labels: Int32Array.from({ length: rowCount }, () => Math.floor(random.share() * classCount)),
    weights: isWeighted ? Float64Array.from({ length: rowCount }, (_, i) => (i % 3) * random.share()) : null,
  };
}
