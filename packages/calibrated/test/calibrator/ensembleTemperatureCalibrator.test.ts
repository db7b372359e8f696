import { describe, expect, it } from "vitest";

import { EnsembleTemperatureCalibrator } from "../../src/calibrator/ensembleTemperatureCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";

const row = [0.5, 0.3, 0.2, 0];

describe("EnsembleTemperatureCalibrator", () => {
  it("is each of its opinions where that has all the weight", () => {
    const alone = (weights: number[]): number[] =>
      new EnsembleTemperatureCalibrator({ temperature: 2.5, weights }).calibrate(row);
    expect(alone([1, 0, 0])).toEqual(new TemperatureCalibrator(2.5).calibrate(row));
    expect(alone([0, 1, 0])).toEqual(row);
    expect(alone([0, 0, 1])).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("mixes them by their weights", () => {
    // Square roots of 0.64 : 0.36 are 4 : 3.
    const calibrator = new EnsembleTemperatureCalibrator({ temperature: 2, weights: [0.5, 0.25, 0.25] });
    expect(calibrator.calibrate([0.64, 0.36])[0]).toBeCloseTo(0.5 * (4 / 7) + 0.25 * 0.64 + 0.125, 15);
  });

  it("keeps the order of the classes, and lifts every zero to the uniform's share", () => {
    const calibrator = new EnsembleTemperatureCalibrator({ temperature: 0.5, weights: [0.5, 0.4, 0.1] });
    const mixed = calibrator.calibrate(row);
    expect(mixed).toEqual(mixed.toSorted((a, b) => b - a));
    expect(mixed[3]).toBeCloseTo(0.025, 12);
  });

  it("copies what it is given, and cannot be changed", () => {
    const weights = [1, 0, 0];
    const calibrator = new EnsembleTemperatureCalibrator({ temperature: 1, weights });
    weights[0] = 9;
    expect(Array.from(calibrator.weights)).toEqual([1, 0, 0]);
    expect(Object.isFrozen(calibrator)).toBe(true);
  });

  it.each([
    ["temperature", 0, [1, 0, 0]],
    ["temperature", NaN, [1, 0, 0]],
    ["weights", 1, [1, 0]],
    ["weights", 1, [0.5, 0.5, 0.1]],
    ["weights", 1, [0, 0, 0]],
    ["weights[1]", 1, [1.5, -0.5, 0]],
    ["weights[0]", 1, [NaN, 0, 1]],
    ["weights", 1, [1e308, 1e308, 1e308]],
  ])("refuses %s of %s, %j", (field, temperature, weights) => {
    expect(() => new EnsembleTemperatureCalibrator({ temperature, weights })).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ field }),
      }),
    );
  });
});
