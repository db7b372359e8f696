import { describe, expect, it } from "vitest";

import { seededRandom } from "../../src/numerics/seededRandom.ts";
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

  it("does with many rows what it does with each alone, to the last bit", () => {
    const { share } = seededRandom(4);
    const curve = (count: number): { xThresholds: Float64Array; yThresholds: Float64Array } => ({
      xThresholds: Float64Array.from({ length: count }, () => share() ** 6).sort(),
      yThresholds: Float64Array.from({ length: count }, () => share()).sort(),
    });
    const calibrator = new IsotonicCalibrator([curve(300), curve(1), curve(40)]);
    const rows = Array.from({ length: 2000 }, (_, i) => {
      const [a, b, c] = [share() ** 9, i % 50 === 0 ? -0 : share(), i % 70 === 0 ? 1e-320 : share()];
      return [a, b, c].map((p) => p / (a + b + c));
    });
    const alone = rows.map((row) => calibrator.calibrate(row));
    expect(calibrator.calibrate(rows)).toEqual(alone);
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
    expect(() => new IsotonicCalibrator([null as never])).toThrow(
      expect.objectContaining({ code: "invalid-calibrator" }),
    );
  });

  it("keeps a copy of its thresholds", () => {
    const xThresholds = [0.2, 0.8];
    const calibrator = new IsotonicCalibrator([{ xThresholds, yThresholds: [0, 1] }]);
    xThresholds[0] = 0.7;
    expect(calibrator.regressors[0]!.xThresholds[0]).toBe(0.2);
    expect(Object.isFrozen(calibrator)).toBe(true);
  });
});
