import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { centredIsotonicRegressor } from "../../src/fit/centredIsotonicRegressor.ts";
import { fitIsotonicRegressor } from "../../src/fit/fitIsotonicRegressor.ts";
import { interpolate } from "../../src/numerics/interpolate.ts";
import { golden } from "../golden/goldens.ts";
import { isotonicGolden } from "../tolerances.ts";

interface CentredCase {
  readonly name: string;
  readonly x: number[];
  readonly y: number[];
  readonly weights: number[] | null;
  readonly probes: number[];
  readonly predictions: number[];
}

const { cases } = golden<{ cases: CentredCase[] }>("centredIsotonic.json");

function fit(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[] | null = null,
): ReturnType<typeof centredIsotonicRegressor> {
  const counting = x.map((_, i) => i).filter((i) => weights === null || weights[i]! > 0);
  const take = (column: readonly number[]): Float64Array => Float64Array.from(counting, (i) => column[i]!);
  return centredIsotonicRegressor(take(x), take(y), weights && take(weights));
}

describe("centredIsotonicRegressor", () => {
  it.each(cases)("is the paper's, in exact fractions: $name", ({ x, y, weights, probes, predictions }) => {
    const { xThresholds, yThresholds } = fit(x, y, weights);
    for (const [i, probe] of probes.entries()) {
      const found = interpolate(xThresholds, yThresholds, probe);
      expect(Math.abs(found - predictions[i]!)).toBeLessThanOrEqual(isotonicGolden);
    }
  });

  it("puts each block between 0 and 1 at the weighted mean of its x", () => {
    // 1 at 0.2 and 0, 0 at 0.4 and 0.8 pool to 1/3 at (0.2 + 0.4 + 0.8) / 3; then 1 (twice) and 0 to 2/3 at 0.925.
    const { xThresholds, yThresholds } = fit([0.2, 0.4, 0.8, 0.9, 0.975], [1, 0, 0, 1, 0], [1, 1, 1, 2, 1]);
    expect(xThresholds[0]).toBeCloseTo(1.4 / 3, 15);
    expect(xThresholds[1]).toBeCloseTo(0.925, 15);
    expect(Array.from(yThresholds)).toEqual([1 / 3, 2 / 3]);
  });

  it("keeps both ends of a block at exactly 0 or 1, where a flat stretch is no violation", () => {
    const { xThresholds, yThresholds } = fit([0.1, 0.2, 0.3, 0.7, 0.8, 0.9], [0, 0, 0, 1, 1, 1]);
    expect(Array.from(xThresholds)).toEqual([0.1, 0.3, 0.7, 0.9]);
    expect(Array.from(yThresholds)).toEqual([0, 0, 1, 1]);
  });

  it("returns the points themselves where none violates the order", () => {
    const { xThresholds, yThresholds } = fit([0.1, 0.1, 0.5, 0.5, 0.5], [0, 1, 0, 1, 1]);
    expect(Array.from(xThresholds)).toEqual([0.1, 0.5]);
    expect(Array.from(yThresholds)).toEqual([1 / 2, 2 / 3]);
  });

  it("rises strictly between values of 0 and 1, has the blocks of isotonic regression, and their mean", () => {
    const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 12 }), y: fc.constantFrom(0, 1) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(points, (rows) => {
        const x = rows.map((row) => row.x / 12);
        const y = rows.map((row) => row.y);
        const { xThresholds, yThresholds } = fit(x, y);
        for (let i = 1; i < yThresholds.length; i++) {
          expect(xThresholds[i]!).toBeGreaterThan(xThresholds[i - 1]!);
          const isEdge = yThresholds[i] === 0 || yThresholds[i] === 1;
          if (!isEdge || yThresholds[i] !== yThresholds[i - 1])
            expect(yThresholds[i]!).toBeGreaterThan(yThresholds[i - 1]!);
        }
        expect(new Set(yThresholds)).toEqual(new Set(fitIsotonicRegressor(x, y).yThresholds));
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("takes weight 2 for the point twice, and does not depend on their order", () => {
    const x = [0.3, 0.1, 0.6, 0.3, 0.8];
    const y = [1, 0, 0, 0, 1];
    const expected = fit([...x, 0.3, 0.6], [...y, 1, 0]);
    expect(fit(x, y, [2, 1, 2, 1, 1])).toEqual(expected);
    expect(fit(x.toReversed(), y.toReversed(), [1, 1, 2, 1, 2])).toEqual(expected);
  });
});
