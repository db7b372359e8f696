import { describe, expect, it } from "vitest";

import type { Calibrator } from "../../src/calibrator/calibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import type { Matrix } from "../../src/probabilities/shapes.ts";
import { calibratorCurves, commonCurve } from "../../src/report/calibratorCurves.ts";

describe("commonCurve", () => {
  it("is what the calibrator makes of p beside one other class: √p / (√p + √(1 − p)) at T = 2", () => {
    const { className, points } = commonCurve(new TemperatureCalibrator(2), 2);
    expect(className).toBeNull();
    expect(points).toHaveLength(101);
    expect(points[90]!.from).toBe(0.9);
    expect(points[90]!.to).toBeCloseTo(0.75, 12);
  });
});

it("asks a third-party calibrator in the kind of rows it is written for, and checks what it says", () => {
  const halved = {
    calibrate: ({ data, dims }: Matrix<Float64Array>) => ({ data: data.map((p) => (p + 0.5) / 2), dims }),
  };
  expect(commonCurve(halved as unknown as Calibrator, 2).points[90]!.to).toBeCloseTo(0.7, 12);
  const wrong = { calibrate: (rows: number[][]) => rows.map(() => [2, -1]) };
  expect(() => commonCurve(wrong as unknown as Calibrator, 2)).toThrow(
    expect.objectContaining({ code: "contract-broken" }),
  );
});

describe("calibratorCurves", () => {
  it("gives each class that is asked for its own", () => {
    const biased = new VectorScalingCalibrator([1, 1, 1], [Math.log(2), 0, 0]);
    const [first, last] = calibratorCurves(biased, ["a", "b", "c"], [0, 2]);
    expect([first!.className, last!.className]).toEqual(["a", "c"]);
    // 2 · 0.5 / (2 · 0.5 + 0.5) for a; 0.5 / (2 · 0.25 + 0.25 + 0.5) for c.
    expect(first!.points[50]!.to).toBeCloseTo(2 / 3, 12);
    expect(last!.points[50]!.to).toBeCloseTo(0.4, 12);
  });
});
