import { expect, it } from "vitest";

import {
  binomialInterval,
  binomialLowerTail,
  binomialUpperBound,
} from "../../src/numerics/binomialInterval.ts";

it("has closed forms without successes: the upper end is 1 − (tail)^(1/n)", () => {
  const { lower, upper } = binomialInterval(0, 10, 0.95);
  expect(lower).toBe(0);
  expect(upper).toBeCloseTo(1 - 0.025 ** (1 / 10), 12);
  expect(binomialUpperBound(0, 59, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 59), 12);
  expect(binomialUpperBound(7, 7, 0.95)).toBe(1);
});

it("bounds at the share whose lower tail is what is left of the confidence", () => {
  expect(binomialLowerTail(3, 50, binomialUpperBound(3, 50, 0.95))).toBeCloseTo(0.05, 12);
  expect(binomialLowerTail(0, 3, 0.5)).toBeCloseTo(1 / 8, 15);
  expect(binomialLowerTail(3, 3, 0.5)).toBe(1);
});
