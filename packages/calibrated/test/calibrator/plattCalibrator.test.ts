import { describe, expect, it } from "vitest";

import { PlattCalibrator } from "../../src/calibrator/plattCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";

describe("PlattCalibrator", () => {
  it("is temperature scaling on two classes where the bias is 0", () => {
    const platt = new PlattCalibrator([null, { slope: 0.4, bias: 0 }]).calibrate([0.9, 0.1]);
    for (const [j, p] of new TemperatureCalibrator(2.5).calibrate([0.9, 0.1]).entries())
      expect(platt[j]).toBeCloseTo(p, 15);
  });

  it("multiplies the odds by the exponential of the bias", () => {
    const [, q] = new PlattCalibrator([null, { slope: 1, bias: Math.log(4) }]).calibrate([0.5, 0.5]);
    expect(q).toBeCloseTo(0.8, 15);
  });

  it("says the same of every row at a slope of 0", () => {
    const calibrator = new PlattCalibrator([{ slope: 0, bias: Math.log(3) }, null]);
    expect(calibrator.calibrate([0, 1])[0]).toBeCloseTo(0.75, 15);
    expect(calibrator.calibrate([0.9, 0.1])[0]).toBeCloseTo(0.75, 15);
  });

  it("divides the classes' chances against the rest by their sum", () => {
    const maps = [0, 1, 2].map((j) => ({ slope: 1, bias: j }));
    // Odds of 1/2 times 1, e and e² for each class.
    const q = [0, 1, 2].map((j) => Math.exp(j) / 2 / (1 + Math.exp(j) / 2));
    const sum = q[0]! + q[1]! + q[2]!;
    const row = new PlattCalibrator(maps).calibrate([1 / 3, 1 / 3, 1 / 3]);
    for (const [j, p] of row.entries()) expect(p).toBeCloseTo(q[j]! / sum, 14);
  });

  it("copies what it is given, and cannot be changed", () => {
    const map = { slope: 1, bias: 2 };
    const calibrator = new PlattCalibrator([null, map]);
    map.slope = 9;
    expect(calibrator.maps[1]).toEqual({ slope: 1, bias: 2 });
    expect([calibrator, calibrator.maps, calibrator.maps[1]].every(Object.isFrozen)).toBe(true);
  });

  it.each([
    ["maps", []],
    ["maps", [null, null]],
    ["maps[1]", [null, "x" as never]],
    ["maps[1].slope", [null, { slope: -1, bias: 1 }]],
    ["maps[0].bias", [{ slope: 1, bias: NaN }]],
    ["maps[0].bias", [{ slope: 1 } as never]],
  ])("refuses %s of %j", (field, maps) => {
    expect(() => new PlattCalibrator(maps)).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });
});
