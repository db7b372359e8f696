import { describe, expect, it } from "vitest";

import { errorInterval } from "../../src/evaluate/errorInterval.ts";

const sumOfSizes = (gaps: Float64Array): number => gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
const ofOne = (
  observed: number,
  resampled: readonly number[],
  tail: number,
): { lower: number; upper: number } =>
  errorInterval(
    Float64Array.of(observed),
    resampled.map((gap) => Float64Array.of(gap)),
    sumOfSizes,
    tail,
  );

describe("errorInterval", () => {
  it("has a closed form for one gap d: |noise + λ d| = d at λ = 1 − noise / d, so that d − noise is kept", () => {
    // Noise −0.07 to 0.07 in steps of 0.01, fifteen resamples: a tail of 1/8 is the second, half of it the last.
    const resampled = Array.from({ length: 15 }, (_, i) => 0.2 + (i - 7) / 100);
    const { lower, upper } = ofOne(0.2, resampled, 1 / 8);
    expect(lower).toBeCloseTo(0.14, 4);
    expect(upper).toBeCloseTo(0.27, 4);
  });

  it("reaches down to 0 where noise alone is as large as what was seen", () => {
    expect(ofOne(0.02, [0.05, -0.02, 0.06, -0.03, 0.01], 0.25).lower).toBe(0);
  });

  it("is not narrow by luck: it reaches up to what noise alone usually shows", () => {
    // Sizes of the noise: 0.3, 0.2, 0.1, 0.2, 0.3.
    const noise = [-0.3, -0.2, 0.1, 0.2, 0.3];
    const { lower, upper } = ofOne(
      0.001,
      noise.map((one) => one + 0.001),
      0.25,
    );
    expect(lower).toBe(0);
    expect(upper).toBeGreaterThanOrEqual(0.2);
    expect(ofOne(0, noise, 0.25)).toEqual({ lower: 0, upper: expect.closeTo(0.2, 12) as number });
  });

  it("reaches the observed size, which is biased upwards", () => {
    const observed = Float64Array.of(0.1, -0.1, 0.1);
    const resampled = [1, 2, 3, 4, 5].map((one) => Float64Array.of(0.1 + 0.05 * one, -0.1, 0.1));
    expect(errorInterval(observed, resampled, sumOfSizes, 0.1).upper).toBeGreaterThanOrEqual(0.3);
  });
});
