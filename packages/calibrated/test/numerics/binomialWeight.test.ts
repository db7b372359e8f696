import { expect, it } from "vitest";

import { binomialWeight } from "../../src/numerics/binomialWeight.ts";

it("is the binomial probability for whole numbers", () => {
  // C(5, 2) · 0.3² · 0.7³ = 10 · 0.09 · 0.343
  expect(binomialWeight(2, 3, 0.3)).toBeCloseTo(0.3087, 14);
  expect(binomialWeight(0, 4, 0.5)).toBeCloseTo(1 / 16, 15);
  expect(binomialWeight(4, 0, 0.5)).toBeCloseTo(1 / 16, 15);
});
