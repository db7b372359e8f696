import { describe, expect, it } from "vitest";

import { VennAbersCalibrator } from "../../src/calibrator/vennAbersCalibrator.ts";

const low = { scores: [0.5], lower: [0, 0.1], upper: [0.2, 1] };
const high = { scores: [0.5], lower: [0, 0.6], upper: [0.8, 1] };

describe("VennAbersCalibrator", () => {
  it("merges p0 and p1 to p1 / (1 − p0 + p1) and divides by the row's sum", () => {
    const calibrator = new VennAbersCalibrator([low, high, low]);
    // Below 0.5: 0.2 / 1.2 = 1/6 and 0.8 / 1.8 = 4/9; above it 1 / 1.9 = 10/19.
    const merged = [10 / 19, 4 / 9, 1 / 6];
    const sum = merged[0]! + merged[1]! + merged[2]!;
    for (const [j, p] of calibrator.calibrate([0.7, 0.2, 0.1]).entries())
      expect(p).toBeCloseTo(merged[j]! / sum, 15);
  });

  it.each([
    ["first", [null, high], [0.3, 0.7]],
    ["second", [high, null], [0.7, 0.3]],
  ])("takes the %s of two classes for the complement of the other", (_name, predictors, row) => {
    const calibrator = new VennAbersCalibrator(predictors);
    const own = predictors.indexOf(high);
    const { lower, upper } = calibrator.interval(row);
    expect([lower[own], upper[own]]).toEqual([0.6, 1]);
    expect([lower[1 - own], upper[1 - own]]).toEqual([0, 0.4]);
    expect(calibrator.calibrate(row)[own]).toBeCloseTo(1 / 1.4, 15);
  });

  it("gives intervals in the shape of the rows, in new memory, and leaves the rows as they are", () => {
    const calibrator = new VennAbersCalibrator([null, high]);
    const matrix = { data: Float32Array.of(0.25, 0.75, 0.75, 0.25), dims: [2, 2] };
    const { lower, upper } = calibrator.interval(matrix);
    expect(lower).toEqual({ data: Float32Array.of(0, 0.6, 0.2, 0), dims: [2, 2] });
    expect(upper.data).toEqual(Float32Array.of(0.4, 1, 1, 0.8));
    expect(matrix.data).toEqual(Float32Array.of(0.25, 0.75, 0.75, 0.25));
    expect(calibrator.interval([])).toEqual({ lower: [], upper: [] });
  });

  it("checks the rows of an interval as those it calibrates", () => {
    const calibrator = new VennAbersCalibrator([null, high]);
    expect(() => calibrator.interval([0.2, 0.3, 0.5])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
    expect(() => calibrator.interval([0.2, 0.3])).toThrow(
      expect.objectContaining({ code: "not-probabilities" }),
    );
  });

  it("floors at 1e-12, so that a row of zeros becomes uniform", () => {
    const zero = { scores: [], lower: [0], upper: [0] };
    expect(new VennAbersCalibrator([zero, zero, zero, zero]).calibrate([0.7, 0.1, 0.1, 0.1])).toEqual([
      0.25, 0.25, 0.25, 0.25,
    ]);
  });

  it.each([
    ["no predictors", []],
    ["something else", undefined as never],
    ["a gap among three", [low, null, low]],
    ["two gaps", [null, null]],
    ["nothing for one class", [null]],
  ])("refuses %s", (_name, predictors) => {
    expect(() => new VennAbersCalibrator(predictors)).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ field: "predictors" }),
      }),
    );
  });
});
