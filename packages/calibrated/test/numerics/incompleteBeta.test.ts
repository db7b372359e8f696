import { expect, it } from "vitest";

import { betaDensity, incompleteBeta } from "../../src/numerics/incompleteBeta.ts";
import { distributionGoldens, expectAllDigits } from "./distributionGoldens.ts";

it("has closed forms: I_x(1, b) = 1 − (1 − x)^b, I_x(a, 1) = x^a, I_x(1/2, 1/2) = 2/π · asin √x", () => {
  expect(incompleteBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14);
  expect(incompleteBeta(0.3, 4, 1)).toBeCloseTo(0.3 ** 4, 14);
  expect(incompleteBeta(0.25, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(0.5), 13);
});

it("is 0 and 1 at the ends", () => {
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
});

it("has all digits, in the lower tail too", () => {
  for (const [x, a, b, value] of distributionGoldens.incompleteBeta) {
    expectAllDigits(incompleteBeta(x, a, b), value, [x, a, b]);
  }
});

it("takes an x that only its complement can tell from 1: 1 − y^b for a = 1", () => {
  expect(1 - incompleteBeta(1, 1, 0.1, 1e-20)).toBeCloseTo(0.01, 14);
});

it("has the density as its slope: 6 x (1 − x) for Beta(2, 2)", () => {
  expect(betaDensity(0.3, 2, 2)).toBeCloseTo(6 * 0.3 * 0.7, 13);
});

it("is NaN for what is none of its arguments", () => {
  expect(incompleteBeta(NaN, 2, 3)).toBe(NaN);
  expect(incompleteBeta(0.5, NaN, 3)).toBe(NaN);
});
