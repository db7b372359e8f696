import { describe, expect, it } from "vitest";

import { plainSharedFeaturesLoss } from "../../src/numerics/plainSharedFeaturesLoss.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { simdSharedFeaturesLoss } from "../../src/numerics/simdSharedFeaturesLoss.ts";
import { sharedDesign } from "./softmaxDesigns.ts";

const unknowns = (count: number, scale: number): Float64Array => {
  const random = seededRandom(count);
  return Float64Array.from({ length: count }, () => scale * (2 * random.share() - 1));
};

describe.each([1, 2, 3, 4, 5, 8, 11, 16, 33, 64])("simdSharedFeaturesLoss, %i classes", (classCount) => {
  const featureCount = classCount + 1;

  it("is that of the plain loops to the last bit, and so is the gradient that it adds to", () => {
    for (const rowCount of [0, 1, 63, 64, 65, 150]) {
      for (const isWeighted of [false, true]) {
        const design = sharedDesign(rowCount, classCount, featureCount, isWeighted);
        // Scores of up to some thousands leave all but the largest powers at their least.
        for (const scale of [0, 1, 300]) {
          const x = unknowns(classCount * featureCount, scale);
          const [one, other] = [x.slice(), x.slice()];
          const loss = simdSharedFeaturesLoss(design, x, one);
          expect(loss).toBe(plainSharedFeaturesLoss(design, x, other));
          expect(one).toEqual(other);
          expect(simdSharedFeaturesLoss(design, x, null)).toBe(loss);
        }
      }
    }
  });

  it("leaves scores that are no finite numbers to the plain loops, and the gradient as it is", () => {
    const design = sharedDesign(70, classCount, featureCount, false);
    for (const wrong of [NaN, Infinity, -Infinity, 1e308]) {
      const x = unknowns(classCount * featureCount, 1).fill(wrong, 0, 2);
      const gradient = x.slice();
      expect(
        simdSharedFeaturesLoss({ ...design, features: design.features.map((f) => 9 * f) }, x, gradient),
      ).toBeNull();
      expect(gradient).toEqual(x);
    }
  });
});

it("is null for more classes or features than its memory holds, and rows that are apart", () => {
  for (const [classCount, featureCount] of [
    [65, 3],
    [3, 66],
  ] as const) {
    const x = new Float64Array(classCount * featureCount);
    expect(simdSharedFeaturesLoss(sharedDesign(3, classCount, featureCount, false), x, null)).toBeNull();
  }
  const apart = { ...sharedDesign(4, 3, 2, false), rowCount: 2, rowStride: 4 };
  expect(simdSharedFeaturesLoss(apart, new Float64Array(6), null)).toBeNull();
});
