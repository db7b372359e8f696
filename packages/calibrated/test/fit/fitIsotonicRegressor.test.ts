import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fitIsotonicRegressor } from "../../src/fit/fitIsotonicRegressor.ts";
import { interpolate } from "../../src/numerics/interpolate.ts";
import type { IsotonicRegressor } from "../../src/calibrator/isotonicRegressor.ts";
import { golden } from "../golden/goldens.ts";
import { isotonicGolden } from "../tolerances.ts";

interface IsotonicCase {
  readonly name: string;
  readonly x: number[];
  readonly y: number[];
  readonly weights: number[] | null;
  readonly xThresholds: number[];
  readonly yThresholds: number[];
  readonly probes: number[];
  readonly predictions: number[];
  readonly splitByRounding: boolean;
}

const { cases } = golden<{ cases: IsotonicCase[] }>("isotonic.json");

function predict({ xThresholds, yThresholds }: IsotonicRegressor, x: number): number {
  return interpolate(xThresholds, yThresholds, x);
}

describe("fitIsotonicRegressor against scikit-learn", () => {
  it.each(cases)("predicts the same: $name", ({ x, y, weights, probes, predictions }) => {
    const fitted = fitIsotonicRegressor(x, y, weights);
    for (const [i, probe] of probes.entries()) {
      expect(Math.abs(predict(fitted, probe) - predictions[i]!)).toBeLessThanOrEqual(isotonicGolden);
    }
  });

  // Where scikit-learn's running means split a block that is flat in exact arithmetic, its thresholds are more.
  it.each(cases.filter((one) => !one.splitByRounding))("keeps the same thresholds: $name", (one) => {
    const fitted = fitIsotonicRegressor(one.x, one.y, one.weights);
    expect(Array.from(fitted.xThresholds)).toEqual(one.xThresholds);
    for (const [i, y] of fitted.yThresholds.entries()) {
      expect(Math.abs(y - one.yThresholds[i]!)).toBeLessThanOrEqual(isotonicGolden);
    }
  });
});

const points = fc.array(
  fc.record({
    x: fc.oneof(fc.constantFrom(0, 0.1, 0.5, 0.5 + 5e-16, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    y: fc.constantFrom(0, 1),
    weight: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
);

function fitPoints(rows: readonly { x: number; y: number; weight: number }[]): IsotonicRegressor {
  return fitIsotonicRegressor(
    rows.map(({ x }) => x),
    rows.map(({ y }) => y),
    rows.map(({ weight }) => weight),
  );
}

describe("fitIsotonicRegressor", () => {
  it("takes weight 2 for the point twice and weight 0 for its absence, exactly", () => {
    fc.assert(
      fc.property(points, (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const repeated = rows.flatMap((row) =>
          Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })),
        );
        expect(fitPoints(rows)).toEqual(fitPoints(repeated));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("fits outcomes without weights as it does with a weight of 1 each, to the last bit", () => {
    const outcomes = fc.array(points, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(outcomes, (lists) => {
        const rows = lists.flat();
        const [x, y] = [rows.map((row) => row.x), rows.map((row) => row.y)];
        expect(fitIsotonicRegressor(x, y)).toEqual(fitPoints(rows.map((row) => ({ ...row, weight: 1 }))));
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it("takes -0 for 0", () => {
    for (const weights of [null, [1, 1]]) {
      expect(fitIsotonicRegressor([0.5, -0], [1, 0], weights).xThresholds).toEqual(Float64Array.of(0, 0.5));
    }
  });

  it("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const shuffled = rows.toSorted((a, b) => Math.sin(a.x * 1e6 + a.y) - Math.sin(b.x * 1e6 + b.y));
        expect(fitPoints(shuffled)).toEqual(fitPoints(rows));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("is monotone, and idempotent: fitting its own thresholds changes nothing", () => {
    fc.assert(
      fc.property(points, (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const once = fitPoints(rows);
        const { yThresholds } = once;
        for (let i = 1; i < yThresholds.length; i++)
          expect(yThresholds[i]!).toBeGreaterThanOrEqual(yThresholds[i - 1]!);
        expect(fitIsotonicRegressor(once.xThresholds, yThresholds)).toEqual(once);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it("clips the fit to [0, 1]", () => {
    expect(fitIsotonicRegressor([0, 1], [-3, 2]).yThresholds).toEqual(Float64Array.of(0, 1));
  });

  it.each([
    ["no points", [], [], null, "no-rows"],
    ["weights that are all 0", [0, 1], [0, 1], [0, 0], "no-rows"],
    ["NaN", [0, NaN], [0, 1], null, "invalid-option"],
    ["an infinite y", [0, 1], [0, Infinity], null, "invalid-option"],
    ["a negative weight", [0, 1], [0, 1], [1, -1], "invalid-weights"],
    ["a missing y", [0, 1], [0], null, "row-count-mismatch"],
    ["a missing weight", [0, 1], [0, 1], [1], "row-count-mismatch"],
  ])("refuses %s", (_name, x, y, weights, code) => {
    expect(() => fitIsotonicRegressor(x, y, weights)).toThrow(expect.objectContaining({ code }));
  });
});
