import { expect, it } from "vitest";

import {
  binomialInterval,
  binomialLowerTail,
  binomialUpperBound,
} from "../../src/numerics/binomialInterval.ts";
import { distributionGoldens, expectAllDigits } from "./distributionGoldens.ts";

it("has closed forms without successes: the upper end is 1 − (tail)^(1/n)", () => {
  const { lower, upper } = binomialInterval(0, 10, 0.95);
  expect(lower).toBe(0);
  expect(upper).toBeCloseTo(1 - 0.025 ** (1 / 10), 12);
  expect(binomialUpperBound(0, 59, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 59), 12);
  expect(binomialUpperBound(7, 7, 0.95)).toBe(1);
});

it("has closed forms with one success: the lower end is 1 − (1 − tail)^(1/n)", () => {
  expectAllDigits(binomialInterval(1, 1e7, 0.95).lower, -Math.expm1(Math.log1p(-0.025) / 1e7), [1, 1e7]);
});

it("bounds at the share whose lower tail is what is left of the confidence", () => {
  expect(binomialLowerTail(3, 50, binomialUpperBound(3, 50, 0.95))).toBeCloseTo(0.05, 12);
  expect(binomialLowerTail(0, 3, 0.5)).toBeCloseTo(1 / 8, 15);
  expect(binomialLowerTail(3, 3, 0.5)).toBe(1);
});

it("is certain of shares that leave no choice", () => {
  expect(binomialLowerTail(2, 5, 0)).toBe(1);
  expect(binomialLowerTail(2, 5, 1)).toBe(0);
});

it("has all digits: lower tails", () => {
  for (const [successes, trials, share, tail] of distributionGoldens.binomialLowerTail) {
    expectAllDigits(binomialLowerTail(successes, trials, share), tail, [successes, trials, share]);
  }
});

it("has all digits: intervals and bounds", () => {
  for (const [successes, trials, level, lower, upper, bound] of distributionGoldens.binomialInterval) {
    const interval = binomialInterval(successes, trials, level);
    expectAllDigits(interval.lower, lower, [successes, trials, level]);
    expectAllDigits(interval.upper, upper, [successes, trials, level]);
    expectAllDigits(binomialUpperBound(successes, trials, level), bound, [successes, trials, level]);
  }
});

it("has a lower end of 0 where the true one is below 1e-300", () => {
  // tail^(1/successes) = 0.025^100000
  expect(binomialInterval(1e-5, 1, 0.95).lower).toBe(0);
});

it("is certain of nothing less than all for a confidence of 1", () => {
  expect(binomialUpperBound(3, 10, 1)).toBe(1);
  expect(binomialInterval(3, 10, 1)).toEqual({ lower: 0, upper: 1 });
});
