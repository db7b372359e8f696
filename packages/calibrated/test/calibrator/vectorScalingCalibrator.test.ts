import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";

describe("VectorScalingCalibrator", () => {
  it("is temperature scaling where all scales are 1/T", () => {
    const row = [0.5, 0.3, 0.2, 0];
    const scaled = new VectorScalingCalibrator([0.4, 0.4, 0.4, 0.4], [0, 0, 0, 0]).calibrate(row);
    for (const [j, p] of new TemperatureCalibrator(2.5).calibrate(row).entries())
      expect(scaled[j]).toBeCloseTo(p, 15);
  });

  it("is beta calibration on two classes: logit q = c + a ln p − b ln(1 − p)", () => {
    const [a, b, c, p] = [1.7, 0.4, -0.3, 0.8];
    const [q] = new VectorScalingCalibrator([a, b], [c / 2, -c / 2]).calibrate([p, 1 - p]);
    const odds = (Math.exp(c) * p ** a) / (1 - p) ** b;
    expect(q).toBeCloseTo(odds / (1 + odds), 14);
  });

  it("multiplies the odds by the exponentials of the biases", () => {
    const [q] = new VectorScalingCalibrator([1, 1], [Math.log(4), 0]).calibrate([0.5, 0.5]);
    expect(q).toBeCloseTo(0.8, 15);
  });

  it("does not tell zeros from each other below the floor, or mixes them with the uniform first", () => {
    const squares = [2, 2];
    const floored = new VectorScalingCalibrator(squares, [0, 0]).calibrate([0, 1])[0]!;
    expect(floored / 1e-24).toBeCloseTo(1, 12);
    // (1 − 0.2) · 0 + 0.2 / 2 = 0.1 against 0.9, squared: 1 : 81.
    const mixed = new VectorScalingCalibrator(squares, [0, 0], { uniformShare: 0.2 }).calibrate([0, 1])[0]!;
    expect(mixed).toBeCloseTo(1 / 82, 15);
  });

  it("leaves every value unchanged with scales of 1, biases of 0 and no uniform share", () => {
    const row = [1e-30, 0.25, 0.75];
    expect(new VectorScalingCalibrator([1, 1, 1], [0, 0, 0]).calibrate(row)).toEqual(row);
  });

  it("is the same where scales or biases are so large that the largest score is taken out first", () => {
    const row = [0.5, 0.3, 0.2];
    const softmax = (scales: readonly number[], biases: readonly number[]): number[] => {
      const scores = row.map((p, j) => scales[j]! * Math.log(p) + biases[j]!);
      const powers = scores.map((z) => Math.exp(z - Math.max(...scores)));
      return powers.map((power) => power / powers.reduce((a, b) => a + b, 0));
    };
    for (const [scales, biases] of [
      [
        [10, 9, 8],
        [11, 2, -11],
      ],
      [
        [10.1, 9, 8],
        [11, 2, -11],
      ],
      [
        [1, 2, 1],
        [11.2, 11, 11],
      ],
      [
        [40, 30, 20],
        [900, 890, 880],
      ],
      [
        [1, 1, 1],
        [1e300, 0, -1e300],
      ],
    ] as const) {
      const found = new VectorScalingCalibrator(scales, biases).calibrate(row);
      for (const [j, p] of softmax(scales, biases).entries())
        expect(Math.abs(found[j]! - p)).toBeLessThan(2e-14);
    }
  });

  it("copies what it is given, and cannot be changed", () => {
    const scales = [1, 2];
    const calibrator = new VectorScalingCalibrator(scales, [0, 0]);
    scales[0] = 9;
    expect(Array.from(calibrator.scales)).toEqual([1, 2]);
    expect(Object.isFrozen(calibrator)).toBe(true);
  });

  it("asks for rows of as many classes", () => {
    expect(() => new VectorScalingCalibrator([1, 2], [0, 0]).calibrate([0.5, 0.3, 0.2])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
  });

  it.each([
    ["scales", [], [], 0],
    ["scales[1]", [1, -1], [0, 0], 0],
    ["scales[0]", [Infinity, 1], [0, 0], 0],
    ["biases", [1, 1], [0], 0],
    ["biases[1]", [1, 1], [0, NaN], 0],
    ["uniformShare", [1, 1], [0, 0], -0.1],
    ["uniformShare", [1, 1], [0, 0], 1.5],
    ["uniformShare", [1, 1], [0, 0], NaN],
  ])("refuses %s of %j, %j, %s", (field, scales, biases, uniformShare) => {
    expect(() => new VectorScalingCalibrator(scales, biases, { uniformShare })).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ field }),
      }),
    );
  });
});
