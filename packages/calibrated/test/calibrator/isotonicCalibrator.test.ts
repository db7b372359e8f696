import { describe, expect, it } from "vitest";

import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";

const step = { xThresholds: [0.2, 0.8], yThresholds: [0.1, 0.7] };

describe("IsotonicCalibrator", () => {
  it("interpolates between thresholds, is constant outside them, and divides by the row's sum", () => {
    const calibrator = new IsotonicCalibrator([step, step]);
    // 0.5 → 0.4 for both classes
    expect(calibrator.calibrate([0.5, 0.5])).toEqual([0.5, 0.5]);
    // 0.9 → 0.7 and 0.1 → 0.1
    const [a, b] = calibrator.calibrate([0.9, 0.1]) as [number, number];
    expect(a).toBeCloseTo(0.875, 15);
    expect(b).toBeCloseTo(0.125, 15);
  });

  it("floors at 1e-12, so that a row of zeros becomes uniform", () => {
    const zero = { xThresholds: [0, 1], yThresholds: [0, 0] };
    expect(new IsotonicCalibrator([zero, zero]).calibrate([0.9, 0.1])).toEqual([0.5, 0.5]);
  });

  it("needs rows of as many classes as it has regressors", () => {
    expect(() => new IsotonicCalibrator([step, step]).calibrate([0.2, 0.3, 0.5])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
  });

  it("needs at least one regressor", () => {
    expect(() => new IsotonicCalibrator([])).toThrow(expect.objectContaining({ code: "invalid-calibrator" }));
    expect(() => new IsotonicCalibrator(undefined as never)).toThrow(/one regressor per class/);
  });

  it("keeps a copy of its thresholds", () => {
    const xThresholds = [0.2, 0.8];
    const calibrator = new IsotonicCalibrator([{ xThresholds, yThresholds: [0, 1] }]);
    xThresholds[0] = 0.7;
    expect(calibrator.regressors[0]!.xThresholds[0]).toBe(0.2);
    expect(Object.isFrozen(calibrator)).toBe(true);
  });
});
