import { expect, it } from "vitest";

import { normalCdf, normalQuantile, normalUpperTail } from "../../src/numerics/normalDistribution.ts";
import { distributionGoldens, expectAllDigits } from "./distributionGoldens.ts";

it("has all digits of both tails", () => {
  for (const [z, tail] of distributionGoldens.normal) {
    expectAllDigits(normalUpperTail(z), tail, [z]);
    expectAllDigits(normalCdf(-z), tail, [z]);
  }
});

it("has all digits of the quantile", () => {
  for (const [p, z] of distributionGoldens.normalQuantile) expectAllDigits(normalQuantile(p), z, [p]);
});

it("takes the ends", () => {
  expect([-Infinity, -50, 0, 50, Infinity].map(normalUpperTail)).toEqual([1, 1, 0.5, 0, 0]);
  expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
});

it("turns back from the quantile to the probability, down to subnormal ones", () => {
  // A quantile z is rounded by z · 2^-53, which changes the tail by z² times that.
  for (const p of [1e-300, 1e-100, 1e-9, 0.02, 0.3, 0.6]) {
    const z = normalQuantile(p);
    expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-14 + z ** 2 * 2 ** -53);
  }
  expect(normalQuantile(5e-324)).toBeCloseTo(-38.4674, 3);
});

it("is NaN for NaN", () => {
  expect(normalUpperTail(NaN)).toBe(NaN);
  expect(normalQuantile(NaN)).toBe(NaN);
});
