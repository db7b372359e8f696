import { describe, expect, it } from "vitest";

import { HistogramCalibrator } from "../../src/calibrator/histogramCalibrator.ts";

const halves = (below: number, above: number): { edges: number[]; values: number[] } => ({
  edges: [0.5],
  values: [below, above],
});

describe("HistogramCalibrator", () => {
  it("gives each class the value of its bin and divides the row by its sum", () => {
    const calibrator = new HistogramCalibrator([halves(0.1, 0.8), halves(0.2, 0.9), halves(0.6, 0.7)]);
    const row = calibrator.calibrate([0.7, 0.2, 0.1]);
    for (const [j, p] of row.entries()) expect(p).toBeCloseTo([0.8, 0.2, 0.6][j]! / 1.6, 15);
  });

  it("gives one of two classes what the other leaves, whichever it is", () => {
    expect(new HistogramCalibrator([null, halves(0.25, 1)]).calibrate([0.9, 0.1])).toEqual([0.75, 0.25]);
    expect(new HistogramCalibrator([halves(0.25, 1), null]).calibrate([0.9, 0.1])).toEqual([1, 0]);
  });

  it("keeps exact zeros, and makes a row of zeros uniform", () => {
    const zero = halves(0, 0);
    const calibrator = new HistogramCalibrator([zero, halves(0, 0.5), zero, zero]);
    expect(calibrator.calibrate([0.2, 0.6, 0.1, 0.1])).toEqual([0, 1, 0, 0]);
    expect(calibrator.calibrate([0.6, 0.2, 0.1, 0.1])).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it.each([
    ["maps", []],
    ["maps", [null, null]],
    ["maps", [halves(0, 1), null, halves(0, 1)]],
    ["maps[1].values[1]", [null, halves(0, 2)]],
  ])("refuses %s of %j", (field, maps) => {
    expect(() => new HistogramCalibrator(maps)).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });
});
