import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { probabilityRow } from "../laws/probabilityRows.ts";

describe("TemperatureCalibrator", () => {
  it("is softmax(ln p / T): T = 2 takes square roots", () => {
    // sqrt(0.9) : sqrt(0.1) = 3 : 1
    const [a, b] = new TemperatureCalibrator(2).calibrate([0.9, 0.1]) as [number, number];
    expect(a).toBeCloseTo(0.75, 15);
    expect(b).toBeCloseTo(0.25, 15);
  });

  it("floors probabilities at 1e-12 before the logarithm", () => {
    // T = 1/2 squares: 1e-24 against 1, not 0 against 1.
    const [zero] = new TemperatureCalibrator(0.5).calibrate([0, 1]) as [number, number];
    expect(zero / 1e-24).toBeCloseTo(1, 12);
  });

  it("leaves every value unchanged at T = 1, also those below the floor", () => {
    const row = [1e-30, 0.25, 0.75];
    expect(new TemperatureCalibrator().calibrate(row)).toEqual(row);
  });

  it("keeps the order of the classes in a row", () => {
    fc.assert(
      fc.property(probabilityRow(6), fc.double({ min: 0.05, max: 50, noNaN: true }), (row, t) => {
        const calibrated = new TemperatureCalibrator(t).calibrate(row);
        for (const [i, a] of row.entries()) {
          for (const [j, b] of row.entries())
            if (a >= b) expect(calibrated[i]!).toBeGreaterThanOrEqual(calibrated[j]!);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("tends to uniform as T grows and to one-hot as T falls", () => {
    const row = [0.5, 0.3, 0.2];
    for (const p of new TemperatureCalibrator(1e9).calibrate(row)) expect(p).toBeCloseTo(1 / 3, 8);
    expect(new TemperatureCalibrator(1e-6).calibrate(row)).toEqual([1, 0, 0]);
  });

  it.each([0, -1, NaN, Infinity, -Infinity, "2" as unknown as number, null as unknown as number])(
    "refuses T = %s",
    (temperature) => {
      expect(() => new TemperatureCalibrator(temperature)).toThrow(
        expect.objectContaining({
          code: "invalid-calibrator",
          details: expect.objectContaining({ field: "temperature" }),
        }),
      );
    },
  );

  it("cannot be changed", () => {
    expect(Object.isFrozen(new TemperatureCalibrator(2))).toBe(true);
  });
});
