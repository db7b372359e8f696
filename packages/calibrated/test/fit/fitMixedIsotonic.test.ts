import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fitIsotonicRows } from "../../src/fit/fitIsotonic.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitMixedIsotonic, fitMixedIsotonicRows } from "../../src/fit/fitMixedIsotonic.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";
import { probabilityMatrix } from "../laws/probabilityRows.ts";
import { rowSum, sameFormula } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";

const { probabilities, labels } = metricCases[0]!;

describe("fitMixedIsotonic", () => {
  it("is what one row more that speaks for every class alike makes of the shares", () => {
    // Always the same row, labelled 0, 0, 1: (2 + 1/3) / 4, (1 + 1/3) / 4, (0 + 1/3) / 4.
    const rows = Array.from({ length: 3 }, () => [0.5, 0.3, 0.2]);
    const { calibrator, diagnostics } = fitMixedIsotonic({ probabilities: rows, labels: [0, 0, 1] });
    expect(diagnostics).toMatchObject({ uniformShare: 0.25, classesWithoutLabels: [2] });
    for (const [j, p] of calibrator.calibrate(rows[0]!).entries())
      expect(Math.abs(p - [7, 4, 1][j]! / 12)).toBeLessThanOrEqual(sameFormula);
  });

  it("says nothing below 1 / (k (k n + 1))", () => {
    const rows = fc.gen();
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 5 }), (g, k) => {
        const table = g(probabilityMatrix, k);
        const labelsOf = table.map(() => g(fc.nat, { max: k - 1 }));
        const { calibrator } = fitMixedIsotonic({ probabilities: table, labels: labelsOf });
        const floor = 1 / (k * (k * table.length + 1));
        for (const p of calibrator.calibrate(g(probabilityMatrix, k)).flat())
          expect(p).toBeGreaterThanOrEqual(floor - rowSum);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it("of a row that every map calls impossible is uniform", () => {
    const rows = [
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.1, 0.8],
    ];
    const { calibrator } = fitMixedIsotonic({ probabilities: rows, labels: [0, 1, 2] });
    for (const p of calibrator.calibrate([1 / 3, 1 / 3, 1 / 3])) expect(p).toBeCloseTo(1 / 3, 15);
  });

  it("predicts flights it has not seen better than isotonic regression, which calls some of them impossible", () => {
    const { fit, test } = flightRows();
    const isotonic = calibratedNll(test, fitIsotonicRows(fit).calibrator);
    const mixed = calibratedNll(test, fitMixedIsotonicRows(fit).calibrator);
    expect(mixed).toBeLessThan(isotonic - 0.003);
    expect(mixed).toBeGreaterThan(1.17);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence", () => {
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(fitMixedIsotonic({ probabilities, labels, weights }).calibrator).toEqual(
      fitMixedIsotonic(repeated).calibrator,
    );
  });

  it("survives one row", () => {
    const { calibrator } = fitMixedIsotonic({ probabilities: [[0.4, 0.6]], labels: [1] });
    expect(calibrator.calibrate([1, 0])).toEqual([0.25, 0.75]);
  });
});
