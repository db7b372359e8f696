import { expect, it } from "vitest";

import { brownianRangeUpperTail } from "../../src/numerics/brownianRange.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { distributionGoldens, expectAllDigits } from "./distributionGoldens.ts";

it("has all digits, on both sides of where the series change", () => {
  for (const [r, tail] of distributionGoldens.brownianRange) {
    expectAllDigits(brownianRangeUpperTail(r), tail, [r]);
  }
});

it("is certain of a range above 0, and sees none above 39", () => {
  expect([-Infinity, -1, 0, 1e-200, 0.05].map(brownianRangeUpperTail)).toEqual([1, 1, 1, 1, 1]);
  expect([39, Infinity].map(brownianRangeUpperTail)).toEqual([0, 0]);
  expect(brownianRangeUpperTail(NaN)).toBe(NaN);
});

it("has the mean √(8/π) and the mean square 4 ln 2 that Feller derives", () => {
  // E R = ∫ P(R ≥ r) dr and E R² = ∫ 2 r P(R ≥ r) dr; the trapezoidal rule is exact to rounding for such smooth tails.
  const step = 1 / 64;
  let mean = step / 2;
  let square = 0;
  for (let r = step; r < 15; r += step) {
    mean += step * brownianRangeUpperTail(r);
    square += step * 2 * r * brownianRangeUpperTail(r);
  }
  expect(mean).toBeCloseTo(Math.sqrt(8 / Math.PI), 13);
  // The integrand starts with slope 2 at 0: Euler and Maclaurin's first correction.
  expect(square + step ** 2 / 6).toBeCloseTo(4 * Math.LN2, 12);
});

it("is the share of random walks whose range is that wide", () => {
  const { share } = seededRandom(9);
  const walks = 4000;
  const steps = 900;
  const wide = [1.2, 1.6, 2.2].map((r) => ({ r, count: 0 }));
  for (let walk = 0; walk < walks; walk++) {
    let [at, low, high] = [0, 0, 0];
    for (let i = 0; i < steps; i++) {
      at += share() < 0.5 ? -1 : 1;
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    for (const one of wide) if (high - low >= one.r * Math.sqrt(steps)) one.count++;
  }
  for (const { r, count } of wide) {
    const tail = brownianRangeUpperTail(r);
    // Four standard deviations, and half a step of the walk at a density below 0.9.
    const tolerance = 4 * Math.sqrt((tail * (1 - tail)) / walks) + (0.9 * 0.5) / Math.sqrt(steps);
    expect(Math.abs(count / walks - tail)).toBeLessThan(tolerance);
  }
});
