import { describe, expect, it } from "vitest";

import { topLabelEce } from "../../src/evaluate/topLabelEce.ts";
import { nllOf } from "../../src/evaluate/nll.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitHistogram, fitHistogramRows } from "../../src/fit/fitHistogram.ts";
import { rowSum, sameFormula } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { hardRows } from "./hardRows.ts";
import { oneVsRestCases } from "./oneVsRestGoldens.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";

describe("fitHistogram", () => {
  it.each(oneVsRestCases)("is the published estimate without pseudo-rows: $name", (one) => {
    for (const [binning, key] of [
      ["equal-mass", "equalMass"],
      ["equal-width", "equalWidth"],
    ] as const) {
      const { calibrator } = fitHistogram(one, { binning, pseudoRows: 0 });
      for (const [j, map] of calibrator.maps.entries()) {
        const expected = one.histogram[j]?.[key];
        if (map === null || expected === undefined) {
          expect([map, one.histogram[j]]).toEqual([null, null]);
          continue;
        }
        expect(Array.from(map.edges)).toEqual(expected.edges);
        expect(map.values).toHaveLength(expected.values.length);
        for (const [i, value] of map.values.entries())
          expect(Math.abs(value - expected.values[i]!)).toBeLessThanOrEqual(sameFormula);
      }
    }
  });

  it("mixes each bin with one row that speaks for every class alike", () => {
    // Of the second class's three bins of two rows 0, 1 and 2 rows are right: (0, 1 or 2 + 1/2) / 3.
    const probabilities = [0.1, 0.2, 0.4, 0.5, 0.8, 0.9].map((p) => [1 - p, p]);
    const { calibrator, diagnostics } = fitHistogram(
      { probabilities, labels: [0, 0, 0, 1, 1, 1] },
      { bins: 3 },
    );
    const [, map] = calibrator.maps;
    expect(Array.from(map!.values)).toEqual([0.5 / 3, 1.5 / 3, 2.5 / 3]);
    for (const [i, edge] of map!.edges.entries()) expect(edge).toBeCloseTo([0.3, 0.65][i]!, 15);
    expect(diagnostics).toMatchObject({ bins: [0, 3], emptyBins: [0, 0] });
  });

  it("fades to the uniform as pseudo-rows grow, and is calibrated on its own rows without them", () => {
    const table = simulatedRows({ rowCount: 300, classCount: 2, seed: 3 });
    const farthest = [0, 1, 10, 1e9].map((pseudoRows) => {
      const rows = fitHistogram(table, { pseudoRows }).calibrator.calibrate(table.probabilities);
      return Math.max(...rows.map(([p]) => Math.abs(p! - 0.5)));
    });
    expect(farthest).toEqual(farthest.toSorted((a, b) => b - a));
    expect(farthest[3]).toBeLessThan(1e-6);
    const own = fitHistogram(table, { bins: 5, pseudoRows: 0 }).calibrator.calibrate(table.probabilities);
    expect(topLabelEce({ probabilities: own, labels: table.labels }).value).toBeLessThan(1e-12);
  });

  it("lets an empty bin of equal width say its middle, and counts it", () => {
    const probabilities = [
      [0.9, 0.1],
      [0.1, 0.9],
    ];
    for (const pseudoRows of [0, 1]) {
      const { calibrator, diagnostics } = fitHistogram(
        { probabilities, labels: [0, 1] },
        { bins: 10, binning: "equal-width", pseudoRows },
      );
      expect(diagnostics).toMatchObject({ bins: [0, 10], emptyBins: [0, 8] });
      expect(calibrator.calibrate([0.3, 0.7])[1]).toBeCloseTo(0.65, 15);
    }
  });

  it("never parts ties, and has fewer bins where they are many", () => {
    const probabilities = cycle(30, (i) => [1 - (i % 3) / 4, (i % 3) / 4]);
    const { calibrator, diagnostics } = fitHistogram(
      { probabilities, labels: cycle(30, (i) => Number(i % 3 === 2)) },
      { pseudoRows: 0 },
    );
    expect(diagnostics.bins).toEqual([0, 3]);
    expect(calibrator.maps[1]).toEqual({
      edges: Float64Array.of(0.125, 0.375),
      values: Float64Array.of(0, 0, 1),
    });
  });

  it("keeps exact zeros without pseudo-rows, and makes a row of zeros uniform", () => {
    const probabilities = [
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.1, 0.8],
    ];
    const { calibrator } = fitHistogram({ probabilities, labels: [0, 1, 2] }, { bins: 2, pseudoRows: 0 });
    expect(calibrator.calibrate([0.8, 0.1, 0.1])).toEqual([1, 0, 0]);
    expect(calibrator.calibrate([0.4, 0.3, 0.3])).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence", () => {
    const table = simulatedRows({ rowCount: 150, classCount: 3, seed: 5 });
    const weights = table.labels.map((_, row) => row % 3);
    const order = table.labels.flatMap((_, row) => Array.from({ length: weights[row]! }, () => row));
    const repeated = {
      probabilities: order.map((row) => table.probabilities[row]!),
      labels: order.map((row) => table.labels[row]!),
    };
    for (const binning of ["equal-mass", "equal-width"] as const)
      expect(fitHistogram({ ...table, weights }, { binning }).calibrator).toEqual(
        fitHistogram(repeated, { binning }).calibrator,
      );
  });

  it.each(hardRows)("survives %s", (_name, probabilities, labels) => {
    for (const binning of ["equal-mass", "equal-width"] as const) {
      for (const pseudoRows of [0, 1]) {
        const { calibrator } = fitHistogram({ probabilities, labels }, { binning, pseudoRows });
        for (const row of calibrator.calibrate(probabilities)) {
          for (const q of row) expect(q >= 0 && q <= 1).toBe(true);
          expect(Math.abs(row.reduce((sum, q) => sum + q, 0) - 1)).toBeLessThanOrEqual(rowSum);
        }
      }
    }
  });

  it.each([1e300, 1e-300])("stays finite with weights of %s", (weight) => {
    const table = simulatedRows({ rowCount: 60, classCount: 3, seed: 2 });
    const { calibrator } = fitHistogram({ ...table, weights: table.labels.map(() => weight) });
    for (const q of calibrator.calibrate(table.probabilities).flat()) expect(q >= 0 && q <= 1).toBe(true);
  });

  it("predicts flights it has not seen better than the raw probabilities", () => {
    const { fit, test } = flightRows();
    expect(calibratedNll(test, fitHistogramRows(fit).calibrator)).toBeLessThan(nllOf(test) - 0.01);
  });

  it.each([
    ["bins", { bins: 0 }],
    ["bins", { bins: 2.5 }],
    ["binning", { binning: "equal" as never }],
    ["pseudoRows", { pseudoRows: -1 }],
    ["pseudoRows", { pseudoRows: NaN }],
    ["pseudoRows", { pseudoRows: Infinity }],
    ["bin", { bin: 10 } as never],
  ])("refuses %s of %j", (field, options) => {
    expect(() => fitHistogram({ probabilities: [[1, 0]], labels: [0] }, options)).toThrow(
      expect.objectContaining({ code: "invalid-option", details: expect.objectContaining({ field }) }),
    );
  });
});
