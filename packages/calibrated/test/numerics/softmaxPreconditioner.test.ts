import { expect, it } from "vitest";

import { softmaxPreconditioner } from "../../src/numerics/softmaxPreconditioner.ts";
import type { SoftmaxDesign } from "../../src/numerics/softmaxRegression.ts";

const design: SoftmaxDesign = {
  rowCount: 2,
  classCount: 2,
  featureCount: 2,
  features: Float64Array.of(1, 1, 3, 1),
  rowStride: 2,
  classStride: 0,
  labels: Int32Array.of(0, 0),
  weights: null,
};

it("divides each class's part by its share's curvature and the ridge", () => {
  // Of two rows, and one more spread over both classes, class 0 has 5/6: s (1 − s) = 5/36, of f fᵀ = [[5, 2], [2, 1]].
  const strengths = Float64Array.of(0.5, 0.25, 1, 2);
  const vector = Float64Array.of(0.3, -0.7, 0.2, 0.9);
  const before = vector.slice();
  softmaxPreconditioner(design, strengths)(vector);
  for (const j of [0, 1]) {
    const [a, b] = [vector[2 * j]!, vector[2 * j + 1]!];
    expect((5 / 36) * (5 * a + 2 * b) + strengths[2 * j]! * a).toBeCloseTo(before[2 * j]!, 14);
    expect((5 / 36) * (2 * a + b) + strengths[2 * j + 1]! * b).toBeCloseTo(before[2 * j + 1]!, 14);
  }
});

it("weighs rows by their weight, whatever its unit", () => {
  const strengths = new Float64Array(4).fill(0.1);
  const mapped = (weights: Float64Array | null): Float64Array => {
    const vector = Float64Array.of(1, 2, 3, 4);
    softmaxPreconditioner({ ...design, weights }, strengths)(vector);
    return vector;
  };
  expect(mapped(Float64Array.of(64, 64))).toEqual(mapped(null));
});
