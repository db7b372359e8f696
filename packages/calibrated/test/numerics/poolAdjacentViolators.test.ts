import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { poolAdjacentViolators } from "../../src/numerics/poolAdjacentViolators.ts";

/** The fitted value of each point. */
function fit(targets: readonly number[], weights: readonly number[] = targets.map(() => 1)): number[] {
  const weighted = Float64Array.from(targets, (y, i) => y * weights[i]!);
  const { starts, values } = poolAdjacentViolators(weighted, Float64Array.from(weights));
  const fitted = targets.map(() => NaN);
  for (const [b, start] of starts.entries()) fitted.fill(values[b]!, start, starts[b + 1]);
  return fitted;
}

const sequence = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5 })),
  {
    minLength: 1,
    maxLength: 30,
  },
);

describe("poolAdjacentViolators", () => {
  it("pools what falls, back as far as needed", () => {
    expect(fit([1, 0])).toEqual([0.5, 0.5]);
    expect(fit([0, 1, 0, 1])).toEqual([0, 0.5, 0.5, 1]);
    expect(fit([0.4, 0.6, 0.5, 0])).toEqual([0.375, 0.375, 0.375, 0.375]);
  });

  it("merges blocks of equal mean, also where their means would round apart", () => {
    // 1/3 and 2/6 as sums: one block.
    const { starts } = poolAdjacentViolators(Float64Array.of(1, 2), Float64Array.of(3, 6));
    expect(starts).toEqual(Uint32Array.of(0));
  });

  it("is monotone, idempotent and keeps the weighted mean", () => {
    fc.assert(
      fc.property(sequence, (points) => {
        const targets = points.map(([y]) => y);
        const weights = points.map(([, w]) => w);
        const fitted = fit(targets, weights);
        for (let i = 1; i < fitted.length; i++) expect(fitted[i]!).toBeGreaterThanOrEqual(fitted[i - 1]!);
        for (const [i, y] of fit(fitted, weights).entries()) expect(y).toBeCloseTo(fitted[i]!, 14);
        const total = (ys: readonly number[]): number => ys.reduce((sum, y, i) => sum + y * weights[i]!, 0);
        expect(total(fitted)).toBeCloseTo(total(targets), 12);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("is the least-squares fit: no other monotone sequence of block values is nearer", () => {
    fc.assert(
      fc.property(
        sequence,
        fc.integer({ min: 0, max: 29 }),
        fc.double({ min: -0.1, max: 0.1, noNaN: true }),
        (points, at, shift) => {
          const targets = points.map(([y]) => y);
          const fitted = fit(targets);
          const other = fitted.map((y, i) => (i >= at ? y + Math.max(shift, 0) : y + Math.min(shift, 0)));
          const loss = (ys: readonly number[]): number =>
            ys.reduce((sum, y, i) => sum + (y - targets[i]!) ** 2, 0);
          expect(loss(fitted)).toBeLessThanOrEqual(loss(other) + 1e-12);
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it("takes a weight of 2 for the point twice", () => {
    expect(fit([0.9, 0.3], [2, 1])[0]).toBeCloseTo(fit([0.9, 0.9, 0.3])[0]!, 15);
  });
});
