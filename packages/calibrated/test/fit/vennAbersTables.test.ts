import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { vennAbersTables } from "../../src/fit/vennAbersTables.ts";
import { vennAbersByDefinition, type VennAbersPoint } from "./vennAbersByDefinition.ts";
import { sameFormula } from "../tolerances.ts";

/** Distinct scores 0, 1, …: per score how much weight has the label and how much has not. */
const groups = (weight: fc.Arbitrary<number>): fc.Arbitrary<[number, number][]> =>
  fc.array(
    fc.tuple(weight, weight).filter(([own, other]) => own + other > 0),
    { minLength: 1, maxLength: 12 },
  );

function tablesOf(of: readonly [number, number][]): ReturnType<typeof vennAbersTables> {
  const sums = Float64Array.from(of, ([own]) => own);
  const masses = Float64Array.from(of, ([own, other]) => own + other);
  return vennAbersTables(sums, masses);
}

function pointsOf(of: readonly [number, number][]): VennAbersPoint[] {
  return of.flatMap(([own, other], score) => [
    { score, label: 1, weight: own },
    { score, label: 0, weight: other },
  ]);
}

describe("vennAbersTables", () => {
  it("has the values of two isotonic fits below, at, between and above the scores, to the last bit for whole weights", () => {
    fc.assert(
      fc.property(groups(fc.integer({ min: 0, max: 4 })), (of) => {
        const { lower, upper } = tablesOf(of);
        const points = pointsOf(of);
        for (let i = 0; i <= of.length; i++) {
          // Between score i − 1 and score i, and below and above all of them.
          expect([lower[i], upper[i]]).toEqual(vennAbersByDefinition(points, i - 0.5));
          if (i > 0) expect([lower[i], upper[i - 1]]).toEqual(vennAbersByDefinition(points, i - 1));
        }
      }),
      { seed: 15, numRuns: 3000 },
    );
  });

  it("has them for any weights", () => {
    fc.assert(
      fc.property(groups(fc.double({ min: 0, max: 3, noNaN: true })), (of) => {
        const { lower, upper } = tablesOf(of);
        const points = pointsOf(of);
        for (let i = 0; i < of.length; i++) {
          const [p0, p1] = vennAbersByDefinition(points, i);
          expect(Math.abs(lower[i + 1]! - p0)).toBeLessThanOrEqual(sameFormula);
          expect(Math.abs(upper[i]! - p1)).toBeLessThanOrEqual(sameFormula);
        }
      }),
      { seed: 16, numRuns: 1000 },
    );
  });

  it("is certain of a label above all scores, p1 = 1, where the package venn-abers is not", () => {
    // Labels 1, 0, 0 at 0.56, 0.63 and 0.92, then 0.944: with a 1 there it stands alone, with a 0 all four pool.
    const { lower, upper } = tablesOf([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    expect([lower[3], upper[3]]).toEqual([1 / 4, 1]);
  });

  it("never crosses, falls or leaves [0, 1], however far apart the weights are", () => {
    const weight = fc.oneof(
      fc.constantFrom(0, 1, 1e-90, 1e10, 1e16, 1e17, 1e90),
      fc.double({ min: 0, max: 1e20 }),
    );
    fc.assert(
      fc.property(groups(weight), (of) => {
        const { lower, upper } = tablesOf(of);
        for (let i = 0; i <= of.length; i++) {
          expect(lower[i]! >= 0 && lower[i]! <= upper[Math.max(i - 1, 0)]! && upper[i]! <= 1).toBe(true);
          expect(i === 0 || (lower[i]! >= lower[i - 1]! && upper[i]! >= upper[i - 1]!)).toBe(true);
        }
      }),
      { seed: 17, numRuns: 1000 },
    );
  });

  it("is the isotonic fit itself beside weights that drown the added point", () => {
    const { lower, upper } = tablesOf([
      [1e20, 9e20],
      [3e20, 7e20],
      [8e20, 2e20],
    ]);
    for (const [i, share] of [0.1, 0.3, 0.8].entries()) {
      expect(lower[i + 1]).toBeCloseTo(share, 12);
      expect(upper[i]).toBeCloseTo(share, 12);
    }
  });

  it("takes time in proportion to the scores where every one is a corner", () => {
    // Shares that rise slowly: no block pools, so that a look at all later corners for each would take 4e10 steps.
    const k = 200_000;
    const masses = new Float64Array(k).fill(2 * k);
    const sums = masses.map((_, i) => 2 * i);
    const { lower, upper } = vennAbersTables(sums, masses);
    expect(upper[0]).toBeGreaterThan(0);
    expect(lower[k]).toBeLessThan(1);
  });
});
