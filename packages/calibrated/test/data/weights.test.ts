import { describe, expect, it } from "vitest";

import { balancedWeights, checkWeights } from "../../src/data/weights.ts";
import { accuracy } from "../../src/evaluate/accuracy.ts";
import { nll } from "../../src/evaluate/nll.ts";
import { fitIsotonicRegressor } from "../../src/fit/fitIsotonicRegressor.ts";
import { fitTemperature } from "../../src/fit/fitTemperature.ts";

describe("checkWeights", () => {
  it.each([[[null, 1]], [["", 1]], [[true, 1]], [[NaN]], [[-1]], [[Infinity]]])(
    "refuses %j, naming the row",
    (weights) => {
      expect(() => checkWeights(weights as never)).toThrow(
        expect.objectContaining({ code: "invalid-weights" }),
      );
    },
  );

  it("refuses weights that drown in each other's rounding", () => {
    expect(() => checkWeights([1e-60, 0, 1e60])).toThrow(/within a factor of 1e\+100/);
    expect(checkWeights([1e-40, 0, 1e40])).toEqual(Float64Array.of(1e-40, 0, 1e40));
  });
});

describe("balancedWeights", () => {
  it("leaves ordinary weights alone, and brings others near 1 by a power of two", () => {
    const ordinary = Float64Array.of(0, 0.1, 3);
    expect(balancedWeights(ordinary)).toBe(ordinary);
    expect(balancedWeights(Float64Array.of(2 ** 1000, 2 ** 999, 0))).toEqual(Float64Array.of(1, 0.5, 0));
    expect(balancedWeights(Float64Array.of(Number.MIN_VALUE, 0))).toEqual(Float64Array.of(1, 0));
  });
});

/** Only the ratios of weights count: scores and fits are the same at any scale. */
describe.each([1, 1e-300, 1e300, 1.7e308, 5e-324])("weights of %s", (scale) => {
  const table = {
    probabilities: [
      [0.9, 0.1],
      [0.8, 0.2],
      [0.7, 0.3],
    ],
    labels: [0, 1, 0],
  };
  const weights = [scale, scale, scale];

  it("give the scores and fits of weights of 1", () => {
    expect(nll({ ...table, weights })).toBeCloseTo(nll(table), 14);
    expect(accuracy({ ...table, weights })).toBeCloseTo(2 / 3, 14);
    expect(fitTemperature({ ...table, weights }).calibrator.temperature).toBeCloseTo(
      fitTemperature(table).calibrator.temperature,
      12,
    );
    expect(fitIsotonicRegressor([0.1, 0.2, 0.3], [0, 1, 0], weights)).toEqual(
      fitIsotonicRegressor([0.1, 0.2, 0.3], [0, 1, 0]),
    );
  });
});
