import { choleskyFactor, solveFactored } from "./choleskySolve.ts";
import type { SoftmaxDesign } from "./softmaxRegression.ts";

/**
 * A guess of the inverse Hessian of a softmax regression whose classes see the same features f: between classes
 * nothing, and for each class its share s as if it were the same in every row, s (1 − s) · mean f fᵀ, with its ridge.
 *
 * @param strengths - of the ridge, one per unknown, all above 0.
 */
export function softmaxPreconditioner(
  design: SoftmaxDesign,
  strengths: Float64Array,
): (vector: Float64Array) => void {
  const { classCount, featureCount: count } = design;
  const { moments, shares } = momentsOf(design);
  const factors = Array.from(shares, (share, j) => {
    const matrix = moments.map((moment) => share * (1 - share) * moment);
    for (let a = 0; a < count; a++) matrix[a * count + a]! += strengths[j * count + a]!;
    return choleskyFactor(matrix, count) ? matrix : null;
  });
  return (vector) => {
    for (let j = 0; j < classCount; j++) {
      const factor = factors[j]!;
      if (factor !== null) solveFactored(factor, vector.subarray(j * count, (j + 1) * count));
    }
  };
}

/** The mean of f fᵀ, and the classes' shares of the labels, each with one row more that is spread over them. */
function momentsOf({
  rowCount,
  classCount,
  featureCount,
  features,
  rowStride,
  labels,
  weights,
}: SoftmaxDesign): {
  readonly moments: Float64Array;
  readonly shares: Float64Array;
} {
  const moments = new Float64Array(featureCount * featureCount);
  const counts = new Float64Array(classCount);
  let total = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    total += weight;
    counts[labels[row]!]! += weight;
    const from = row * rowStride;
    for (let a = 0; a < featureCount; a++) {
      const pull = weight * features[from + a]!;
      for (let b = 0; b <= a; b++) moments[a * featureCount + b]! += pull * features[from + b]!;
    }
  }
  const mean = total / rowCount;
  return {
    moments: moments.map((sum) => sum / total),
    shares: counts.map((count) => (count + mean / classCount) / (total + mean)),
  };
}
