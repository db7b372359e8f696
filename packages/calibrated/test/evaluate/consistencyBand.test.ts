import { describe, expect, it } from "vitest";

import { consistencyBand } from "../../src/evaluate/consistencyBand.ts";

const options = { level: 0.9, replicates: 400, seed: 1 };

describe("consistencyBand", () => {
  it("has the quantiles of a binomial share where there is one score", () => {
    const groups = {
      scores: Float64Array.of(0.3),
      weights: Float64Array.of(50),
      trials: Float64Array.of(50),
    };
    // P(X ≤ 10) = 0.079 and P(X ≤ 11) = 0.139; P(X ≤ 18) = 0.859 and P(X ≤ 19) = 0.915: far from 0.1 and 0.9 for 10,000 draws.
    const many = { level: 0.8, replicates: 10_000, seed: 1 };
    expect(consistencyBand(groups, [0], many)).toEqual([{ lower: 11 / 50, upper: 19 / 50 }]);
  });

  it("is wide where few outcomes stand for much weight", () => {
    const band = (trials: number): number => {
      const groups = {
        scores: Float64Array.of(0.5),
        weights: Float64Array.of(100),
        trials: Float64Array.of(trials),
      };
      const [{ lower, upper }] = consistencyBand(groups, [0], options) as [{ lower: number; upper: number }];
      return upper - lower;
    };
    expect(band(1)).toBe(1);
    expect(band(100)).toBeLessThan(0.25);
  });

  it("reaches 1 where the last groups always come true, whatever they weigh", () => {
    const groups = {
      scores: Float64Array.of(0.1, 1),
      weights: Float64Array.of(0.1, 0.7),
      trials: Float64Array.of(3, 3),
    };
    expect(consistencyBand(groups, [1], options)).toEqual([{ lower: 1, upper: 1 }]);
  });

  it("takes more scores than it draws one by one, each place for itself", () => {
    const count = 20_000;
    const groups = {
      scores: Float64Array.from({ length: count }, (_, g) => (g + 0.5) / count),
      weights: new Float64Array(count).fill(1),
      trials: new Float64Array(count).fill(1),
    };
    const places = [0, 5000, 10_000, 15_000, 19_999];
    const band = consistencyBand(groups, places, options);
    expect(band[0]).toEqual({ lower: 0, upper: 0 });
    expect(band[4]).toEqual({ lower: 1, upper: 1 });
    for (const [i, place] of places.slice(1, 4).entries()) {
      const { lower, upper } = band[i + 1]!;
      expect(lower).toBeLessThan(groups.scores[place]!);
      expect(upper).toBeGreaterThan(groups.scores[place]!);
      expect(upper - lower).toBeLessThan(0.1);
    }
  });
});
