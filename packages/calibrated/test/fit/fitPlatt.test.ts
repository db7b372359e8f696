import { describe, expect, it } from "vitest";

import { nllOf } from "../../src/evaluate/nll.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitPlatt, fitPlattRows } from "../../src/fit/fitPlatt.ts";
import { convexGolden, convexGradient, convexRowGolden, rowSum } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { hardRows } from "./hardRows.ts";
import { oneVsRestCases } from "./oneVsRestGoldens.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";

describe("fitPlatt", () => {
  it.each(oneVsRestCases)("is SciPy's optimum of Platt's smoothed labels: $name", (one) => {
    const { calibrator, diagnostics } = fitPlatt(one);
    for (const [j, map] of calibrator.maps.entries()) {
      const expected = one.platt[j]!;
      if (map === null || expected === null) {
        expect(map).toBe(expected);
        continue;
      }
      expect(diagnostics.perClass[j]).toMatchObject({
        status: "converged",
        isSlopeAtZero: expected.slope === 0,
      });
      expect(diagnostics.perClass[j]!.gradientNorm).toBeLessThanOrEqual(convexGradient);
      for (const name of ["slope", "bias"] as const)
        expect(Math.abs(map[name] - expected[name])).toBeLessThanOrEqual(convexGolden);
    }
    for (const [i, row] of one.plattRows.entries()) {
      for (const [j, q] of calibrator.calibrate(one.probabilities[i]!).entries())
        expect(Math.abs(q - row[j]!)).toBeLessThanOrEqual(convexRowGolden);
    }
  });

  it("ends at Platt's targets where the labels are told apart by two probabilities", () => {
    // N₊ = 6 and N₋ = 2: the two free numbers meet (6 + 1) / (6 + 2) and 1 / (2 + 2).
    const { calibrator } = fitPlatt({
      probabilities: cycle(8, (i) => (i < 6 ? [0.3, 0.7] : [0.6, 0.4])),
      labels: cycle(8, (i) => (i < 6 ? 1 : 0)),
    });
    expect(calibrator.calibrate([0.3, 0.7])[1]).toBeCloseTo(7 / 8, 8);
    expect(calibrator.calibrate([0.6, 0.4])[1]).toBeCloseTo(1 / 4, 8);
  });

  it("gives a class without labels 1 / (n + 2), before the row is divided by its sum", () => {
    const table = simulatedRows({ rowCount: 98, classCount: 3, seed: 4 });
    const { calibrator, diagnostics } = fitPlatt({
      ...table,
      labels: table.labels.map((label) => label % 2),
    });
    const { slope, bias } = calibrator.maps[2]!;
    expect(diagnostics.classesWithoutLabels).toEqual([2]);
    expect(slope).toBeCloseTo(0, 7);
    expect(1 / (1 + Math.exp(-bias))).toBeCloseTo(0.01, 7);
  });

  it("recovers the line that made the rows as their number grows", () => {
    const p = cycle(50, (i) => (i + 0.5) / 50);
    const q = p.map((one) => 1 / (1 + Math.exp(-(0.4 + 0.6 * Math.log(one / (1 - one))))));
    const distances = [1e2, 1e5, 1e8].map((mass) => {
      const { slope, bias } = fitPlatt({
        probabilities: p.flatMap((one) => [
          [1 - one, one],
          [1 - one, one],
        ]),
        labels: p.flatMap(() => [0, 1]),
        weights: q.flatMap((one) => [mass * (1 - one), mass * one]),
      }).calibrator.maps[1]!;
      return Math.hypot(slope - 0.6, bias - 0.4);
    });
    expect(distances).toEqual(distances.toSorted((a, b) => b - a));
    expect(distances[2]).toBeLessThan(1e-8);
  });

  it("exchanges the sign of the bias where the two classes are exchanged", () => {
    const { probabilities, labels } = simulatedRows({ rowCount: 150, classCount: 2, seed: 8 });
    const map = fitPlatt({ probabilities, labels }).calibrator.maps[1]!;
    const swapped = fitPlatt({
      probabilities: probabilities.map(([p, q]) => [q!, p!]),
      labels: labels.map((label) => 1 - label),
    }).calibrator.maps[1]!;
    expect(swapped.slope).toBeCloseTo(map.slope, 9);
    expect(swapped.bias).toBeCloseTo(-map.bias, 9);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence, and no order of the rows for another", () => {
    const table = simulatedRows({ rowCount: 150, classCount: 3, seed: 5 });
    const weights = table.labels.map((_, row) => row % 3);
    const order = table.labels.flatMap((_, row) => Array.from({ length: weights[row]! }, () => row));
    const repeated = order.toSorted((a, b) => Math.sin(a) - Math.sin(b));
    const weighted = fitPlatt({ ...table, weights }).calibrator;
    const twice = fitPlatt({
      probabilities: repeated.map((row) => table.probabilities[row]!),
      labels: repeated.map((row) => table.labels[row]!),
    }).calibrator;
    for (const [j, map] of weighted.maps.entries()) {
      expect(twice.maps[j]!.slope).toBeCloseTo(map!.slope, 10);
      expect(twice.maps[j]!.bias).toBeCloseTo(map!.bias, 10);
    }
  });

  it("holds the slope at 0 where the chance falls with the probability", () => {
    const probabilities = cycle(40, (i) => [(i + 0.5) / 40, 1 - (i + 0.5) / 40]);
    const labels = cycle(40, (i) => (i % 5 === 0 ? Number(i < 20) : Number(i >= 20)));
    const { calibrator, diagnostics } = fitPlatt({ probabilities, labels });
    expect(calibrator.maps[1]!.slope).toBe(0);
    expect(diagnostics.perClass[1]).toMatchObject({ status: "converged", isSlopeAtZero: true });
  });

  it.each(hardRows)("survives %s", (_name, probabilities, labels) => {
    const { calibrator, diagnostics } = fitPlatt({ probabilities, labels });
    for (const one of diagnostics.perClass) expect(one?.status ?? "converged").toBe("converged");
    for (const row of calibrator.calibrate(probabilities)) {
      for (const q of row) expect(q >= 0 && q <= 1).toBe(true);
      expect(Math.abs(row.reduce((sum, q) => sum + q, 0) - 1)).toBeLessThanOrEqual(rowSum);
    }
  });

  it.each([1e300, 1e90, 1e20, 1e-90, 1e-300])("stays finite with weights of %s", (weight) => {
    const probabilities = cycle(9, (i) => [(i + 1) / 10, (9 - i) / 10]);
    const labels = cycle(9, (i) => (i < 5 ? 1 : 0));
    const { calibrator, diagnostics } = fitPlatt({
      probabilities,
      labels,
      weights: labels.map(() => weight),
    });
    expect(diagnostics.perClass[1]!.status).toBe("converged");
    for (const q of calibrator.calibrate(probabilities).flat()) expect(q >= 0 && q <= 1).toBe(true);
  });

  it("predicts flights it has not seen better than the raw probabilities", () => {
    const { fit, test } = flightRows();
    expect(calibratedNll(test, fitPlattRows(fit).calibrator)).toBeLessThan(nllOf(test) - 0.01);
  });

  it("refuses a table without labels or rows", () => {
    expect(() => fitPlatt({ probabilities: [[1, 0]] })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
    expect(() => fitPlatt({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});
