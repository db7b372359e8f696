import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";

const calibrators: readonly BlockCalibrator[] = [new IdentityCalibrator(), new TemperatureCalibrator(2)];

describe.each(calibrators)("BlockCalibrator $constructor.name", (calibrator) => {
  it.each([
    ["NaN", [0.5, NaN], /found NaN for class 1\. Pass logits/],
    ["infinity", [0.5, Infinity], /Infinity for class 1/],
    ["a negative", [1.1, -0.1], /-0.1 for class 1/],
    ["a sum of 0.93", [0.53, 0.4], /sum to 1 within 0.001, but found a sum of 0.93/],
    ["a sum of 0", [0, 0], /a sum of 0/],
    ["a text", ["0.5", "0.5"] as never, /NaN for class 0/],
  ])("refuses a row with %s", (_name, row: number[], message) => {
    expect(() => calibrator.calibrate(row)).toThrow(expect.objectContaining({ code: "not-probabilities" }));
    expect(() => calibrator.calibrate(row)).toThrow(message);
  });

  it("says which row is the first bad one and how many there are", () => {
    const rows = [
      [0.5, 0.5],
      [0.5, 0.4],
      [0.5, 0.5],
      [NaN, 1],
    ];
    expect(() => calibrator.calibrate(rows)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ row: 1, failingRows: 2, rowCount: 4 }) }),
    );
  });

  it("takes a row whose sum is within 1e-3 of 1", () => {
    expect(() => calibrator.calibrate([0.5, 0.4991])).not.toThrow();
    expect(() => calibrator.calibrate([0.5, 0.4989])).toThrow(/a sum of 0.9989/);
    // 0.5 + 0.499 is 0.999 but for rounding: at the edge, and inside.
    for (const row of [
      [0.5, 0.499],
      [0.667, 0.334],
      [0.333, 0.333, 0.333],
      [0.5, 0.501],
    ])
      calibrator.calibrate(row);
  });

  it("takes no rows and gives none", () => {
    expect(calibrator.calibrate([])).toEqual([]);
    expect(calibrator.calibrate({ data: new Float32Array(0), dims: [0, 3] })).toEqual({
      data: new Float32Array(0),
      dims: [0, 3],
    });
  });

  it.each([
    ["a text", "0.5"],
    ["nothing", undefined],
    ["an integer tensor", { data: Int32Array.of(1, 0), dims: [1, 2] }],
    ["dims that do not fit", { data: Float64Array.of(1, 0), dims: [2, 2] }],
    ["one dimension", { data: Float64Array.of(1, 0), dims: [2] }],
    ["three dimensions", { data: Float64Array.of(1, 0), dims: [1, 1, 2] }],
    ["negative dims", { data: Float64Array.of(1, 0), dims: [-1, -2] }],
    ["ragged rows", [[0.5, 0.5], [1]]],
    ["rows and numbers mixed", [[0.5, 0.5], 1]],
  ])("refuses %s", (_name, input) => {
    expect(() => calibrator.calibrate(input as never)).toThrow(
      expect.objectContaining({ code: "wrong-shape" }),
    );
  });

  it("leaves the output untouched when the input is refused", () => {
    const out = Float64Array.of(7, 7);
    expect(() => calibrator.calibrateInto(Float64Array.of(0.5, 0.4), out)).toThrow(/a sum of 0.9/);
    expect(() => calibrator.calibrateInto(Float64Array.of(1), out)).toThrow(/memory of 1 values/);
    expect(() => calibrator.calibrateInto(Float64Array.of(1, 0), [7, 7] as never)).toThrow(/class Array/);
    expect(out).toEqual(Float64Array.of(7, 7));
  });
});
