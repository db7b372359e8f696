import { expect, it } from "vitest";

import { binomialWeight } from "../../src/numerics/binomialWeight.ts";
import { distributionGoldens, expectAllDigits } from "./distributionGoldens.ts";

it("is the binomial probability for whole numbers", () => {
  // C(5, 2) · 0.3² · 0.7³ = 10 · 0.09 · 0.343
  expect(binomialWeight(2, 3, 0.3)).toBeCloseTo(0.3087, 14);
  expect(binomialWeight(0, 4, 0.5)).toBe(1 / 16);
  expect(binomialWeight(4, 0, 0.5)).toBe(1 / 16);
});

it("has all digits, far from the mean too", () => {
  for (const [a, b, x, value] of distributionGoldens.binomialWeight) {
    expectAllDigits(binomialWeight(a, b, x), value, [a, b, x]);
  }
});

it("takes an x that only its complement can tell from 1", () => {
  // (1 − 1e-20)^5 · 1e-20 · 6
  expect(binomialWeight(5, 1, 1, 1e-20) * 1e20).toBeCloseTo(6, 12);
});
