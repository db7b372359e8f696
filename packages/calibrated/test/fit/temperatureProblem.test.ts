import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { nllOf } from "../../src/evaluate/nll.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { temperatureGradient } from "../../src/fit/temperatureGradient.ts";
import { increasingRoot } from "../../src/numerics/increasingRoot.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sliceRows } from "./sliceRows.ts";
import { RowsInMemory, temperatureProblemInParts } from "../../src/fit/temperatureProblem.ts";
import { flightRows } from "./flightRows.ts";

describe("rows in parts ask and answer as rows in memory do", () => {
  const { fit: rows } = flightRows();
  const cuts = [0, 1, 700, 5000, rows.labels.length];
  const parts = cuts.slice(1).map((end, i) => sliceRows(rows, cuts[i]!, end));
  const [whole, split] = [new RowsInMemory(rows), temperatureProblemInParts(() => parts)];

  it.each([0, 0.3, 1, 4])("at b = %f", (b) => {
    const [one, other] = [whole.slope(b), split.slope(b)];
    for (const name of ["value", "derivative", "second"] as const)
      expect(other[name]).toBeCloseTo(one[name], 12);
    expect(split.lastNll()).toBeCloseTo(whole.lastNll(), 12);
    const [series, inParts] = [whole.series(b), split.series(b)];
    for (const [n, term] of series.terms.entries()) expect(inParts.terms[n]).toBeCloseTo(term, 9);
    expect(split.lastNll()).toBeCloseTo(whole.lastNll(), 12);
    expect(inParts.nllBefore).toBeCloseTo(series.nllBefore, 12);
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
    expect(few.startIn(0.01, 100)).toEqual({ at: 1, isClose: false });
    expect(few.startIn(2, 100)).toEqual({ at: 2, isClose: false });
    expect(temperatureProblemInParts(() => []).startIn(0.01, 0.5)).toEqual({ at: 0.5, isClose: false });
  });
});

describe("a start from a sample", () => {
  /** Rows whose optimum is 1, but for chance, repeated to so many. */
  const repeated = (rowCount: number): LabelledRows => {
    const random = seededRandom(3);
    const values = new Float64Array(2 * rowCount);
    const labels = new Int32Array(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const p = 0.5 + 0.5 * random.share();
      values[2 * row] = p;
      values[2 * row + 1] = 1 - p;
      labels[row] = random.share() < p ? 0 : 1;
    }
    return { block: { values, rowCount, classCount: 2 }, labels, weights: null };
  };

  it("is close where there are very many rows, so that one pass over all is enough", () => {
    const rows = repeated(500_000);
    const start = new RowsInMemory(rows).startIn(0.01, 100);
    expect(start.isClose).toBe(true);
    const { calibrator, diagnostics } = fitTemperatureRows(rows);
    expect(Math.abs(start.at * calibrator.temperature - 1)).toBeLessThan(0.03);
    expect(diagnostics).toMatchObject({ status: "converged", evaluations: 1 });
    expect(Math.abs(diagnostics.gradient)).toBeLessThan(1e-15);
    const exact = increasingRoot((b) => temperatureGradient(rows, b), 0.01, 100);
    expect(Math.abs(exact.at * calibrator.temperature - 1)).toBeLessThan(1e-13);
    expect(diagnostics.nllBefore).toBe(nllOf(rows));
    expect(diagnostics.nllAfter).toBeCloseTo(calibratedNll(rows, calibrator), 13);
  });

  it("ends with the NLL as the floor leaves it, where rows are sharpened beyond it", () => {
    const rows = repeated(500_000);
    const random = seededRandom(4);
    for (let row = 0; row < 500_000; row++) {
      const [p, q] = rows.block.values.subarray(2 * row, 2 * row + 2);
      rows.labels[row] = random.share() < 1 / (1 + (q! / p!) ** 1.3) ? 0 : 1;
      // Certain and wrong, ten times.
      if (row % 50_000 === 0) {
        rows.block.values.set([1, 0], 2 * row);
        rows.labels[row] = 1;
      }
    }
    const { calibrator, diagnostics } = fitTemperatureRows(rows);
    expect(calibrator.temperature).toBeLessThan(0.95);
    expect(diagnostics.evaluations).toBe(1);
    expect(diagnostics.nllAfter).toBeCloseTo(calibratedNll(rows, calibrator), 13);
  });

  it("that has misled is left by steps over all rows", () => {
    // Every 125th row is certain and wrong, and those that the samples take are not among them.
    const rows = repeated(500_000);
    for (let row = 0; row < 500_000; row += 125) {
      rows.block.values.set([1 - 1e-9, 1e-9], 2 * row);
      rows.labels[row] = 1;
    }
    const { calibrator, diagnostics } = fitTemperatureRows(rows);
    expect(diagnostics.evaluations).toBeGreaterThan(1);
    const exact = increasingRoot((b) => temperatureGradient(rows, b), 0.01, 100);
    expect(Math.abs(exact.at * calibrator.temperature - 1)).toBeLessThan(1e-13);
  });
});
