import { describe, expect, it } from "vitest";

import { fitBeta, fitBetaRows } from "../../src/fit/fitBeta.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitVectorScaling } from "../../src/fit/fitVectorScaling.ts";
import { nllOf } from "../../src/evaluate/nll.ts";
import { convexGolden, convexGradient, convexRowGolden, rowSum } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { hardRows } from "./hardRows.ts";
import { oneVsRestCases } from "./oneVsRestGoldens.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";

describe("fitBeta", () => {
  it.each(oneVsRestCases)("is SciPy's optimum under the bounds: $name", (one) => {
    const { calibrator, diagnostics } = fitBeta(one);
    for (const [j, map] of calibrator.maps.entries()) {
      const expected = one.beta[j]!;
      if (map === null || expected === null) {
        expect(map).toBe(expected);
        continue;
      }
      const { status, gradientNorm, atZero, isSeparable } = diagnostics.perClass[j]!;
      expect(status).toBe("converged");
      expect(gradientNorm).toBeLessThanOrEqual(convexGradient);
      expect(atZero).toEqual((["a", "b"] as const).filter((name) => expected[name] === 0));
      // Where only the ridge decides, its curvature of 1e-10 leaves the parameters open; the rows below are not.
      if (isSeparable) continue;
      for (const name of ["a", "b", "c"] as const) {
        expect(Math.abs(map[name] - expected[name])).toBeLessThanOrEqual(
          convexGolden * (1 + Math.abs(expected[name])),
        );
      }
    }
    for (const [i, row] of one.betaRows.entries()) {
      for (const [j, q] of calibrator.calibrate(one.probabilities[i]!).entries())
        expect(Math.abs(q - row[j]!)).toBeLessThanOrEqual(convexRowGolden);
    }
  });

  it("gives the label's share where every row is the same", () => {
    const { calibrator } = fitBeta({ probabilities: cycle(4, () => [0.4, 0.6]), labels: [0, 0, 0, 1] });
    expect(calibrator.calibrate([0.4, 0.6])[1]).toBeCloseTo(0.25, 9);
  });

  it("recovers the map that made the rows, each class weighted by its true probability", () => {
    // Every row stands once per class with the true probability as weight: the expected NLL itself.
    const [a, b, c] = [0.4, 1.6, -0.3];
    const p = cycle(60, (i) => (i + 0.5) / 60);
    const q = p.map((one) => 1 / (1 + Math.exp(-(c + a * Math.log(one) - b * Math.log(1 - one)))));
    const { calibrator, diagnostics } = fitBeta({
      probabilities: p.flatMap((one) => [
        [1 - one, one],
        [1 - one, one],
      ]),
      labels: p.flatMap(() => [0, 1]),
      weights: q.flatMap((one) => [1 - one, one]),
    });
    const [first, second] = calibrator.maps;
    expect(first).toBeNull();
    expect(second!.a).toBeCloseTo(a, 7);
    expect(second!.b).toBeCloseTo(b, 7);
    expect(second!.c).toBeCloseTo(c, 7);
    expect(diagnostics.perClass[1]).toMatchObject({ isSeparable: false, atZero: [] });
  });

  it("is vector scaling on two classes, and never worse there than doing nothing", () => {
    for (const seed of [1, 2, 3]) {
      const table = simulatedRows({ rowCount: 200, classCount: 2, seed });
      const { calibrator, diagnostics } = fitBeta(table);
      const vector = fitVectorScaling(table).calibrator;
      expect(calibrator.maps[1]!.a).toBeCloseTo(vector.scales[1]!, 9);
      expect(calibrator.maps[1]!.b).toBeCloseTo(vector.scales[0]!, 9);
      expect(calibrator.maps[1]!.c).toBeCloseTo(vector.biases[1]! - vector.biases[0]!, 9);
      expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.nllBefore);
    }
  });

  it("exchanges its map's ends where the two classes are exchanged", () => {
    const { probabilities, labels } = simulatedRows({ rowCount: 150, classCount: 2, seed: 8 });
    const map = fitBeta({ probabilities, labels }).calibrator.maps[1]!;
    const swapped = fitBeta({
      probabilities: probabilities.map(([p, q]) => [q!, p!]),
      labels: labels.map((label) => 1 - label),
    }).calibrator.maps[1]!;
    expect(swapped.a).toBeCloseTo(map.b, 9);
    expect(swapped.b).toBeCloseTo(map.a, 9);
    expect(swapped.c).toBeCloseTo(-map.c, 9);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence, and no order of the rows for another", () => {
    const table = simulatedRows({ rowCount: 150, classCount: 3, seed: 5 });
    const weights = table.labels.map((_, row) => row % 3);
    const order = table.labels.flatMap((_, row) => Array.from({ length: weights[row]! }, () => row));
    const repeated = order.toSorted((a, b) => Math.sin(a) - Math.sin(b));
    const weighted = fitBeta({ ...table, weights }).calibrator;
    const twice = fitBeta({
      probabilities: repeated.map((row) => table.probabilities[row]!),
      labels: repeated.map((row) => table.labels[row]!),
    }).calibrator;
    for (const [j, map] of weighted.maps.entries())
      for (const name of ["a", "b", "c"] as const) expect(twice.maps[j]![name]).toBeCloseTo(map![name], 9);
  });

  it("holds both a and b at 0 where the chance falls with the probability", () => {
    const probabilities = cycle(40, (i) => [(i + 0.5) / 40, 1 - (i + 0.5) / 40]);
    const labels = cycle(40, (i) => (i % 5 === 0 ? Number(i < 20) : Number(i >= 20)));
    const { calibrator, diagnostics } = fitBeta({ probabilities, labels });
    expect(calibrator.maps[1]).toMatchObject({ a: 0, b: 0 });
    expect(diagnostics.perClass[1]).toMatchObject({ status: "converged", atZero: ["a", "b"] });
    const share = labels.reduce((sum, label) => sum + label, 0) / 40;
    expect(calibrator.calibrate([0.3, 0.7])[1]).toBeCloseTo(share, 9);
  });

  it("says which classes are separable, among them one without labels, which gets next to nothing", () => {
    const table = simulatedRows({ rowCount: 100, classCount: 4, seed: 9 });
    const labels = table.labels.map((label) => (label === 3 ? 0 : label));
    const { calibrator, diagnostics } = fitBeta({ ...table, labels });
    expect(diagnostics.perClass.map((one) => one!.isSeparable)).toEqual([false, false, false, true]);
    expect(diagnostics.classesWithoutLabels).toEqual([3]);
    expect(calibrator.calibrate([0.2, 0.2, 0.2, 0.4])[3]).toBeLessThan(1e-6);
  });

  it.each(hardRows)("survives %s", (_name, probabilities, labels) => {
    const { calibrator, diagnostics } = fitBeta({ probabilities, labels });
    for (const one of diagnostics.perClass) expect(one?.status ?? "converged").toBe("converged");
    for (const row of calibrator.calibrate(probabilities)) {
      for (const q of row) expect(q >= 0 && q <= 1).toBe(true);
      expect(Math.abs(row.reduce((sum, q) => sum + q, 0) - 1)).toBeLessThanOrEqual(rowSum);
    }
    if (probabilities[0]!.length <= 2)
      expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.nllBefore + 1e-12);
  });

  it.each([1e300, 1e-300])("takes weights of %s as it takes weights of 1", (weight) => {
    const table = simulatedRows({ rowCount: 60, classCount: 2, seed: 2 });
    const heavy = fitBeta({ ...table, weights: table.labels.map(() => weight) }).calibrator;
    expect(heavy.maps[1]!.a).toBeCloseTo(fitBeta(table).calibrator.maps[1]!.a, 9);
  });

  it("predicts flights it has not seen better than the raw probabilities", () => {
    const { fit, test } = flightRows();
    expect(calibratedNll(test, fitBetaRows(fit).calibrator)).toBeLessThan(nllOf(test) - 0.01);
  });

  it("refuses a table without labels or rows", () => {
    expect(() => fitBeta({ probabilities: [[1, 0]] })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
    expect(() => fitBeta({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});
