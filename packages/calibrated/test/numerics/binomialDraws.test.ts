import { describe, expect, it } from "vitest";

import { binomialDraws } from "../../src/numerics/binomialDraws.ts";
import { binomialWeight } from "../../src/numerics/binomialWeight.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

function drawn(trials: number, share: number, count: number): number[] {
  const draw = binomialDraws(trials, share);
  const random = seededRandom(5);
  return Array.from({ length: count }, () => draw(random));
}

describe("binomialDraws", () => {
  it.each([
    [1, 0.3],
    [2, 0.5],
    [12, 0.05],
    [12, 0.99],
    [40, 0.4],
  ])("draws each count as often as it is probable: %s trials at %s", (trials, share) => {
    const draws = 20_000;
    const found = new Float64Array(trials + 1);
    for (const count of drawn(trials, share, draws)) found[count]!++;
    for (const [count, times] of found.entries()) {
      const probability = binomialWeight(count, trials - count, share);
      const deviation = Math.sqrt(draws * probability * (1 - probability));
      expect(Math.abs(times - draws * probability)).toBeLessThan(4 * deviation + 1);
    }
  });

  it.each([
    [10_000, 0.5],
    [1e6, 1e-5],
    [1e5, 0.4],
    [1e9, 0.999],
    [1e12, 0.5],
  ])("keeps mean and variance: %s trials at %s", (trials, share) => {
    const draws = 5000;
    const counts = drawn(trials, share, draws);
    const mean = counts.reduce((sum, count) => sum + count, 0) / draws;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / draws;
    const expected = trials * share * (1 - share);
    expect(Math.abs(mean - trials * share)).toBeLessThan(4 * Math.sqrt(expected / draws));
    // The variance of n draws has a relative standard deviation of √(2/n).
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / draws) + 0.001);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0 && count <= trials)).toBe(true);
  });

  it("knows what is certain, and what almost is", () => {
    expect(new Set(drawn(7, 0, 50))).toEqual(new Set([0]));
    expect(new Set(drawn(7, 1, 50))).toEqual(new Set([7]));
    expect(new Set(drawn(0, 0.5, 50))).toEqual(new Set([0]));
    expect(new Set(drawn(7, Number.MIN_VALUE, 50))).toEqual(new Set([0]));
    expect(new Set(drawn(7, 1 - Number.EPSILON / 2, 50))).toEqual(new Set([7]));
  });

  it("ends where a uniform number lies beyond the sum of all rounded probabilities", () => {
    const next = { share: () => 1 - Number.EPSILON / 2, index: () => 0 };
    for (const [trials, share] of [
      [30, 0.3],
      [1e9, 1e-6],
    ] as const) {
      const count = binomialDraws(trials, share)(next);
      expect(count >= 0 && count <= trials).toBe(true);
    }
  });
});
