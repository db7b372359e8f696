import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { sliceRows } from "./sliceRows.ts";
import { temperatureProblem, temperatureProblemInParts } from "../../src/fit/temperatureProblem.ts";
import { flightRows } from "./flightRows.ts";

describe("rows in parts ask and answer as rows in memory do", () => {
  const { fit: rows } = flightRows();
  const cuts = [0, 1, 700, 5000, rows.labels.length];
  const parts = cuts.slice(1).map((end, i) => sliceRows(rows, cuts[i]!, end));
  const [whole, split] = [temperatureProblem(rows), temperatureProblemInParts(() => parts)];

  it.each([0, 0.3, 1, 4])("at b = %f", (b) => {
    const [one, other] = [whole.slope(b), split.slope(b)];
    for (const name of ["value", "derivative", "second"] as const)
      expect(other[name]).toBeCloseTo(one[name], 12);
    expect(split.lastNll()).toBeCloseTo(whole.lastNll(), 12);
  });

  it("about the rows as they are and as a calibrator makes them", () => {
    expect(split.nllBefore()).toBeCloseTo(whole.nllBefore(), 12);
    const calibrator = new TemperatureCalibrator(1.7);
    expect(split.nllUnder(calibrator)).toBeCloseTo(whole.nllUnder(calibrator), 12);
    expect(split.isLabelTop()).toBe(whole.isLabelTop());
    expect(split.classesWithoutLabels()).toEqual(whole.classesWithoutLabels());
  });

  it("about a class that only one part has, and a top class that is always right", () => {
    const block = { values: Float64Array.of(0.8, 0.2, 0.1, 0.9), rowCount: 2, classCount: 2 };
    const right = { block, labels: Int32Array.of(0, 1), weights: null };
    const halves = temperatureProblemInParts(() => [sliceRows(right, 0, 1), sliceRows(right, 1, 2)]);
    expect(halves.classesWithoutLabels()).toEqual([]);
    expect(halves.isLabelTop()).toBe(true);
  });

  it("and begin at 1 where there are few rows, within the bounds", () => {
    const few = temperatureProblemInParts(() => [sliceRows(rows, 0, 100)]);
    expect(few.startIn(0.01, 100)).toBe(1);
    expect(few.startIn(2, 100)).toBe(2);
    expect(temperatureProblemInParts(() => []).startIn(0.01, 0.5)).toBe(0.5);
  });
});
