import { describe, expect, it } from "vitest";

import { plainSharedFeaturesLoss } from "../../src/numerics/plainSharedFeaturesLoss.ts";
import { softmaxRegression, type SoftmaxDesign } from "../../src/numerics/softmaxRegression.ts";

/** The same regression, with a copy of the features for every class. */
function copied(design: SoftmaxDesign): SoftmaxDesign {
  const { rowCount, classCount, featureCount, features } = design;
  const size = classCount * featureCount;
  return {
    ...design,
    features: Float64Array.from(
      { length: rowCount * size },
      (_, i) => features[Math.floor(i / size) * featureCount + (i % featureCount)]!,
    ),
    rowStride: size,
    classStride: featureCount,
  };
}

describe("plainSharedFeaturesLoss", () => {
  it.each([1, 2, 3, 4, 5, 8, 11])("is what the plain loops give, with %i classes", (classCount) => {
    const featureCount = classCount + 1;
    const rowCount = 150;
    const weights = Float64Array.from({ length: rowCount }, (_, i) => i % 4);
    const design: SoftmaxDesign = {
      rowCount,
      classCount,
      featureCount,
      features: Float64Array.from({ length: rowCount * featureCount }, (_, i) => 3 * Math.sin(7 * i)),
      rowStride: featureCount,
      classStride: 0,
      labels: Int32Array.from({ length: rowCount }, (_, i) => (i * i) % classCount),
      weights,
    };
    const n = classCount * featureCount;
    const x = Float64Array.from({ length: n }, (_, u) => Math.cos(5 * u));
    const none = { strengths: new Float64Array(n), centre: x };
    const gradient = new Float64Array(n);
    const loss = plainSharedFeaturesLoss(design, x, gradient);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const plain = softmaxRegression(copied(design), none).derivatives(x);
    expect(loss / total).toBeCloseTo(plain.value, 13);
    expect(plainSharedFeaturesLoss(design, x, null)).toBe(loss);
    for (const [u, slope] of gradient.entries()) expect(slope / total).toBeCloseTo(plain.gradient[u]!, 13);
    const [shared, own] = [softmaxRegression(design, none), softmaxRegression(copied(design), none)];
    const [found, expected] = [shared.derivatives(x).hessian(), own.derivatives(x).hessian()];
    for (let u = 0; u < n; u++) {
      for (let v = 0; v <= u; v++) expect(found[u * n + v]).toBeCloseTo(expected[u * n + v]!, 13);
    }
  });
});
