import { expect, it } from "vitest";

import { chooseKernels } from "../../src/numerics/batchKernels.ts";
import { plainSharedFeaturesLoss } from "../../src/numerics/plainSharedFeaturesLoss.ts";
import { sharedFeaturesLoss } from "../../src/numerics/sharedFeaturesLoss.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import { sharedDesign } from "./softmaxDesigns.ts";

it.each([3, 65])("is the same to the last bit with WebAssembly and without, %i classes", (classCount) => {
  const design = sharedDesign(100, classCount, 4, true);
  const x = Float64Array.from({ length: 4 * classCount }, (_, u) => Math.cos(5 * u));
  for (const make of [simdKernels, () => null]) {
    chooseKernels(make);
    const [one, other] = [new Float64Array(x.length), new Float64Array(x.length)];
    expect(sharedFeaturesLoss(design, x, one)).toBe(plainSharedFeaturesLoss(design, x, other));
    expect(one).toEqual(other);
  }
});

it("is no number where a score is none", () => {
  chooseKernels(simdKernels);
  const design = sharedDesign(100, 3, 4, true);
  expect(sharedFeaturesLoss(design, new Float64Array(12).fill(NaN), null)).toBeNaN();
});
