import { expect, it } from "vitest";

import { betaDensity, incompleteBeta } from "../../src/numerics/incompleteBeta.ts";

it("has closed forms: I_x(1, b) = 1 − (1 − x)^b, I_x(a, 1) = x^a, I_x(1/2, 1/2) = 2/π · asin √x", () => {
  expect(incompleteBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14);
  expect(incompleteBeta(0.3, 4, 1)).toBeCloseTo(0.3 ** 4, 14);
  expect(incompleteBeta(0.25, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(0.5), 13);
});

it("is 0 and 1 at the ends", () => {
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
});

it("has the density as its slope: 6 x (1 − x) for Beta(2, 2)", () => {
  expect(betaDensity(0.3, 2, 2)).toBeCloseTo(6 * 0.3 * 0.7, 13);
});
