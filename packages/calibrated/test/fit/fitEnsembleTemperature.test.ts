import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitEnsembleTemperature, fitEnsembleTemperatureRows } from "../../src/fit/fitEnsembleTemperature.ts";
import { probabilityMatrix } from "../laws/probabilityRows.ts";
import { convexGradient, convexGolden, sameFormula } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";
import { farthest, structuredCases, tableOf } from "./structuredGoldens.ts";

describe("fitEnsembleTemperature", () => {
  it("mixes the uniform in where no temperature would do", () => {
    // 0.8 p + 0.2 / 2 is what came true, 0.9 where p was 1 and 0.7 where it was 0.75: no map does better.
    const { calibrator, diagnostics } = fitEnsembleTemperature({
      probabilities: [
        [1, 0],
        [1, 0],
        [0.75, 0.25],
        [0.75, 0.25],
      ],
      labels: [0, 1, 0, 1],
      weights: [9, 1, 7, 3],
    });
    expect(farthest(calibrator.weights, [0, 0.8, 0.2])).toBeLessThan(convexGolden);
    const entropy = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    expect(diagnostics.nllAfter).toBeCloseTo((entropy(0.9) + entropy(0.7)) / 2, 14);
    expect(diagnostics.nllAfter).toBeLessThan(diagnostics.temperature.nllAfter - 0.01);
  });

  it.each(structuredCases)("has the weights of $name by SciPy", (one) => {
    const { calibrator, diagnostics } = fitEnsembleTemperature(tableOf(one));
    expect(farthest(calibrator.weights, one.ensemble.weights)).toBeLessThan(convexGolden);
    expect(diagnostics.nllAfter).toBeCloseTo(one.ensemble.nll, 12);
    expect(diagnostics.status).toBe("converged");
    const isZero = one.ensemble.weights.map((weight) => weight === 0);
    expect(diagnostics.weightsAtZero).toEqual(["scaled", "raw", "uniform"].filter((_, m) => isZero[m]));
  });

  it("is never worse than the temperature, the raw rows or the uniform, whatever the rows", () => {
    fc.assert(
      fc.property(fc.gen(), fc.integer({ min: 1, max: 5 }), (g, k) => {
        const probabilities = g(probabilityMatrix, k);
        const labels = probabilities.map(() => g(fc.nat, { max: k - 1 }));
        const weights = probabilities.map(() => 10 ** g(fc.integer, { min: -4, max: 4 }));
        const { calibrator, diagnostics } = fitEnsembleTemperature({ probabilities, labels, weights });
        const { nllBefore, nllAfter, temperature, kktResidual, status } = diagnostics;
        const best = Math.min(nllBefore, temperature.nllAfter, Math.log(k));
        expect(nllAfter).toBeLessThanOrEqual(best + k * 1e-12 + sameFormula);
        expect([status, kktResidual <= convexGradient]).toEqual(["converged", true]);
        expect(calibrator.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
      }),
      { seed: 31, numRuns: 500 },
    );
  });

  it("fulfils the KKT conditions: an opinion with a weight gives the labels as much as the mixture, others less", () => {
    for (const seed of [1, 2, 3, 4]) {
      const { probabilities, labels } = simulatedRows({ rowCount: 60, classCount: 3, seed });
      const { calibrator } = fitEnsembleTemperature({ probabilities, labels });
      const mixed = calibrator.calibrate(probabilities);
      const meanRatio = labels.reduce((sum, y, i) => sum + probabilities[i]![y]! / mixed[i]![y]!, 0) / 60;
      if (calibrator.weights[1]! > 0) expect(meanRatio).toBeCloseTo(1, 9);
      else expect(meanRatio).toBeLessThanOrEqual(1);
    }
  });

  it("takes weight 2 for the row twice and weight 0 for its absence", () => {
    const table = simulatedRows({ rowCount: 120, classCount: 3, seed: 6 });
    const weights = table.labels.map((_, row) => row % 3);
    const order = table.labels.flatMap((_, row) => Array.from({ length: weights[row]! }, () => row));
    const twice = fitEnsembleTemperature({
      probabilities: order.map((row) => table.probabilities[row]!),
      labels: order.map((row) => table.labels[row]!),
    }).calibrator;
    const weighted = fitEnsembleTemperature({ ...table, weights }).calibrator;
    expect(farthest(weighted.weights, Array.from(twice.weights))).toBeLessThan(convexGolden);
  });

  it.each([
    ["one row", [[0.7, 0.3]], [0], null],
    ["one row that is wrong", [[0.7, 0.3]], [1], null],
    ["one class", [[1], [1]], [0, 0], null],
    ["one label only", cycle(10, (i) => [0.5 + i / 30, 0.5 - i / 30]), cycle(10, () => 0), null],
    ["rows that are all uniform", cycle(6, () => [0.5, 0.5]), [0, 1, 0, 1, 0, 1], null],
    ["exact zeros and ones", cycle(8, (i) => (i % 2 ? [0, 1, 0] : [1, 0, 0])), cycle(8, (i) => i % 3), null],
    [
      "certain rows that are all wrong",
      cycle(8, (i) => (i % 2 ? [0, 1] : [1, 0])),
      cycle(8, (i) => i % 2),
      null,
    ],
    [
      "certain rows that are all right",
      [
        [1, 0],
        [0, 1],
      ],
      [0, 1],
      null,
    ],
    [
      "a class without labels",
      cycle(9, (i) => [0.2, 0.1 * (i % 8), 0.8 - 0.1 * (i % 8)]),
      cycle(9, (i) => i % 2),
      null,
    ],
    [
      "a wrong certainty beside a weight of 1e15",
      [
        [1, 0],
        [1, 0],
        [0.6, 0.4],
      ],
      [0, 1, 0],
      [1e15, 1, 1e15],
    ],
    [
      "huge weights",
      [
        [0.9, 0.1],
        [0.3, 0.7],
      ],
      [0, 0],
      [1e120, 1e200],
    ],
    [
      "tiny weights",
      [
        [0.9, 0.1],
        [0.3, 0.7],
      ],
      [0, 0],
      [1e-300, 1e-290],
    ],
  ])("survives %s", (_name, probabilities, labels, weights) => {
    const { calibrator, diagnostics } = fitEnsembleTemperature({
      probabilities,
      labels,
      ...(weights && { weights }),
    });
    expect(diagnostics.status).toBe("converged");
    expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.nllBefore + 1e-11);
    for (const p of calibrator.calibrate(probabilities).flat()) expect(p >= 0 && p <= 1).toBe(true);
  });

  it("predicts flights it has not seen better than they were", () => {
    const { fit, test } = flightRows();
    const { calibrator } = fitEnsembleTemperatureRows(fit);
    const raw = calibratedNll(test, fitEnsembleTemperatureRows(test).calibrator);
    expect(calibratedNll(test, calibrator)).toBeGreaterThanOrEqual(raw);
    expect(calibratedNll(test, calibrator)).toBeLessThan(1.213);
  });
});
