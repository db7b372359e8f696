import { expect, it } from "vitest";

import { quantileOf } from "../../src/numerics/quantile.ts";

const sorted = Float64Array.of(1, 2, 4, 8, 16);

it("interpolates between the two values around (n − 1) p", () => {
  expect(quantileOf(sorted, 0.5)).toBe(4);
  // 4 · 0.6 = 2.4: 4 + 0.4 · (8 − 4)
  expect(quantileOf(sorted, 0.6)).toBeCloseTo(5.6, 14);
  expect(quantileOf(Float64Array.of(0, 1), 0.3)).toBe(0.3);
});

it("is the first and last value at the ends", () => {
  expect(quantileOf(sorted, 0)).toBe(1);
  expect(quantileOf(sorted, 1)).toBe(16);
  expect(quantileOf(Float64Array.of(7), 0.3)).toBe(7);
});

it("rises with p", () => {
  let last = -Infinity;
  for (let p = 0; p <= 1; p += 1 / 512) {
    const value = quantileOf(sorted, p);
    expect(value).toBeGreaterThanOrEqual(last);
    last = value;
  }
});
