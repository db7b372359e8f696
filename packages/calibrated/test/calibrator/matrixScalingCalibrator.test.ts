import { describe, expect, it } from "vitest";

import { MatrixScalingCalibrator } from "../../src/calibrator/matrixScalingCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";

const unit = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

describe("MatrixScalingCalibrator", () => {
  it("is vector scaling where only the diagonal counts", () => {
    const row = [0.6, 0.4, 0];
    const biases = [0.1, -0.3, 0.2];
    const weights = [
      [0.5, 0, 0],
      [0, 2, 0],
      [0, 0, 0.1],
    ];
    const found = new MatrixScalingCalibrator(weights, biases).calibrate(row);
    for (const [j, p] of new VectorScalingCalibrator([0.5, 2, 0.1], biases).calibrate(row).entries()) {
      expect(found[j]).toBeCloseTo(p, 15);
    }
  });

  it("is the same where weights or biases are so large that the largest score is taken out first", () => {
    const row = [0.5, 0.3, 0.2];
    for (const [scale, bias] of [
      [9, 10],
      [9.4, 11.5],
      [30, 100],
    ] as const) {
      const weights = [0, 1, 2].map((j) => [0, 1, 2].map((l) => (j === l ? scale : -0.3)));
      const biases = [bias, 0, -bias];
      const scores = weights.map((ofClass, j) =>
        ofClass.reduce((z, w, l) => z + w * Math.log(row[l]!), biases[j]!),
      );
      const powers = scores.map((z) => Math.exp(z - Math.max(...scores)));
      const found = new MatrixScalingCalibrator(weights, biases).calibrate(row);
      for (const [j, power] of powers.entries()) {
        expect(Math.abs(found[j]! - power / powers.reduce((a, b) => a + b, 0))).toBeLessThan(2e-14);
      }
    }
  });

  it("adds what the logarithms of other classes say", () => {
    // 0.2 : 0.5 / 0.3 · 2 : 0.3, with the bias ln 2.
    const weights = [
      [1, 0, 0],
      [0, 1, -1],
      [0, 0, 1],
    ];
    const mapped = new MatrixScalingCalibrator(weights, [0, Math.log(2), 0]).calibrate([0.2, 0.5, 0.3]);
    const sum = 0.2 + 10 / 3 + 0.3;
    for (const [j, p] of [0.2, 10 / 3, 0.3].entries()) expect(mapped[j]).toBeCloseTo(p / sum, 15);
  });

  it("is the same for one vector more in every row of the weights", () => {
    const weights = unit.map((row) => row.map((w, l) => w + [0.3, -2, 0.7][l]!));
    const mapped = new MatrixScalingCalibrator(weights, [5, 5, 5]).calibrate([0.2, 0.5, 0.3]);
    for (const [j, p] of [0.2, 0.5, 0.3].entries()) expect(mapped[j]).toBeCloseTo(p, 14);
  });

  it("leaves every value unchanged with the unit matrix and biases of 0", () => {
    const row = [1e-30, 0.25, 0.75];
    expect(new MatrixScalingCalibrator(unit, [0, 0, 0]).calibrate(row)).toEqual(row);
  });

  it("does not tell zeros from each other below the floor", () => {
    const weights = [
      [2, 0],
      [0, 2],
    ];
    expect(new MatrixScalingCalibrator(weights, [0, 0]).calibrate([0, 1])[0]! / 1e-24).toBeCloseTo(1, 12);
  });

  it("copies what it is given, and cannot be changed", () => {
    const weights = [[1, 2].slice(), [3, 4].slice()];
    const calibrator = new MatrixScalingCalibrator(weights, [0, 0]);
    weights[0]![0] = 9;
    expect(Array.from(calibrator.weights[0]!)).toEqual([1, 2]);
    expect(Object.isFrozen(calibrator) && Object.isFrozen(calibrator.weights)).toBe(true);
  });

  it("asks for rows of as many classes", () => {
    expect(() => new MatrixScalingCalibrator(unit, [0, 0, 0]).calibrate([0.5, 0.5])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
  });

  it.each([
    ["biases", [], []],
    ["weights", [[1, 0]], [0, 0]],
    ["weights", { length: 2 }, [0, 0]],
    ["weights[1]", [[1, 0], [1]], [0, 0]],
    ["weights[1]", [[1, 0], null], [0, 0]],
    [
      "weights[0][1]",
      [
        [1, NaN],
        [0, 1],
      ],
      [0, 0],
    ],
    [
      "biases[1]",
      [
        [1, 0],
        [0, 1],
      ],
      [0, Infinity],
    ],
    [
      "weights[1]",
      [
        [1, 0],
        [1e307, 1],
      ],
      [0, 0],
    ],
  ])("refuses %s of %j, %j", (field, weights, biases) => {
    expect(() => new MatrixScalingCalibrator(weights as number[][], biases)).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ field }),
      }),
    );
  });
});
