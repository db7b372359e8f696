import { expect, it } from "vitest";

import { excessOverMean } from "../../src/numerics/excessOverMean.ts";

it("is a − (a + b) x", () => {
  expect(excessOverMean(7, 3, 0.5, 0.5)).toBe(2);
  expect(excessOverMean(0, 4, 0.25, 0.75)).toBe(-1);
});

it("has all digits where a is near its mean", () => {
  // The double 0.1 lies 0.4 / 2^56 above 1/10.
  const above = (1e7 * 0.4) / 2 ** 56;
  expect(excessOverMean(1e6, 9e6, 0.1, 0.9)).toBeCloseTo(-above, 25);
  expect(excessOverMean(9e6, 1e6, 0.9, 0.1)).toBeCloseTo(above, 25);
  expect(1e6 - 1e7 * 0.1).toBe(0);
});

it("takes the smaller of x and y for exact", () => {
  expect(excessOverMean(1e7, 2, 1, 1e-20)).toBeCloseTo(-2 + 1e-13, 14);
});
