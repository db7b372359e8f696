import { describe, expect, it } from "vitest";

import { isotonicRegressor } from "../../src/calibrator/isotonicRegressor.ts";

const sound = { X_thresholds_: [0, 0.5, 1], y_thresholds_: [0, 0.2, 1], X_min_: 0, X_max_: 1 };

describe("isotonicRegressor", () => {
  it("takes our names and scikit-learn's", () => {
    const ours = { xThresholds: [0, 1], yThresholds: Float32Array.of(0, 1) };
    expect(isotonicRegressor(ours, "r").yThresholds).toEqual(Float64Array.of(0, 1));
    expect(isotonicRegressor(sound, "r").xThresholds).toEqual(Float64Array.of(0, 0.5, 1));
  });

  it("takes bounds wider than the thresholds, which change nothing", () => {
    expect(() => isotonicRegressor({ ...sound, X_thresholds_: [0.1, 0.5, 0.9] }, "r")).not.toThrow();
  });

  it.each([
    ["no thresholds", { X_thresholds_: [], y_thresholds_: [] }, "r.X_thresholds_"],
    ["unequal lengths", { y_thresholds_: [0, 1] }, "r.y_thresholds_"],
    ["x that stand still", { X_thresholds_: [0, 0, 1] }, "r.X_thresholds_[1]"],
    ["x that fall", { X_thresholds_: [0, 0.5, 0.4] }, "r.X_thresholds_[2]"],
    ["y that fall", { y_thresholds_: [0, 0.2, 0.1] }, "r.y_thresholds_[2]"],
    ["a negative y", { y_thresholds_: [-0.1, 0.2, 1] }, "r.y_thresholds_[0]"],
    ["a y above 1", { y_thresholds_: [0, 0.2, 1.1] }, "r.y_thresholds_[2]"],
    ["NaN", { y_thresholds_: [0, NaN, 1] }, "r.y_thresholds_[1]"],
    ["infinity", { X_thresholds_: [0, 0.5, Infinity] }, "r.X_thresholds_[2]"],
    ["a text for a number", { X_thresholds_: [0, "0.5", 1] as never }, "r.X_thresholds_[1]"],
    ["null for a list", { X_thresholds_: null as never }, "r.X_thresholds_"],
    ["a falling fit", { increasing_: false }, "r.increasing_"],
    ["another rule outside", { out_of_bounds: "nan" }, "r.out_of_bounds"],
    ["a lower bound inside", { X_min_: 0.1 }, "r.X_min_"],
    ["an upper bound inside", { X_max_: 0.9 }, "r.X_max_"],
  ])("refuses %s, naming the field", (_name, change, field) => {
    expect(() => isotonicRegressor({ ...sound, ...change }, "r")).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });
});
