import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitMixedIsotonicRows } from "../../src/fit/fitMixedIsotonic.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import {
  fitWinnerKeepingIsotonic,
  fitWinnerKeepingIsotonicRows,
} from "../../src/fit/fitWinnerKeepingIsotonic.ts";
import { takeLabelledRows } from "../../src/data/labelledRows.ts";
import { toRowBlock } from "../../src/probabilities/rowBlock.ts";
import { topClass } from "../../src/probabilities/topClass.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";
import { probabilityMatrix } from "../laws/probabilityRows.ts";
import { rowSum } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";

const { probabilities, labels } = metricCases[0]!;

describe("fitWinnerKeepingIsotonic", () => {
  it("pools the classes into one map", () => {
    // 0.6: right 1 in 2; 0.4: right 1 in 2, so the pairs pool to 1/2 at 0.5; 0.9 is right, 0.1 is not: 1 and 0. Mixed
    // with 1/2 by 1/5, 1 becomes 0.9.
    const { calibrator, diagnostics } = fitWinnerKeepingIsotonic({
      probabilities: [
        [0.9, 0.1],
        [0.9, 0.1],
        [0.6, 0.4],
        [0.4, 0.6],
      ],
      labels: [0, 0, 0, 0],
    });
    expect(Array.from(calibrator.regressor.xThresholds)).toEqual([0.1, 0.5, 0.9]);
    expect(Array.from(calibrator.regressor.yThresholds)).toEqual([0.1, 0.5, 0.9]);
    expect(diagnostics).toMatchObject({ thresholds: [3], uniformShare: 0.2, classesWithoutLabels: [1] });
  });

  it("keeps the top class and says nothing below 1 / (k (k n + 1)), for any rows", () => {
    fc.assert(
      fc.property(fc.gen(), fc.integer({ min: 2, max: 5 }), (g, k) => {
        const table = g(probabilityMatrix, k);
        const { calibrator } = fitWinnerKeepingIsotonic({
          probabilities: table,
          labels: table.map(() => g(fc.nat, { max: k - 1 })),
        });
        const floor = 1 / (k * (k * table.length + 1));
        for (const row of [...table, ...g(probabilityMatrix, k)]) {
          const after = calibrator.calibrate(row);
          expect(topClass(toRowBlock(after), 0)).toBe(topClass(toRowBlock(row), 0));
          for (const p of after) expect(p).toBeGreaterThanOrEqual(floor - rowSum);
        }
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it("predicts flights it has not seen as well as temperature, and from few rows better than a map per class", () => {
    const { fit, test } = flightRows();
    const nll = (fitRows: typeof fitWinnerKeepingIsotonicRows, rows = fit): number =>
      calibratedNll(test, fitRows(rows).calibrator);
    expect(nll(fitWinnerKeepingIsotonicRows)).toBeLessThan(
      calibratedNll(test, fitTemperatureRows(fit).calibrator) + 0.001,
    );
    const few = takeLabelledRows(
      fit,
      Array.from({ length: 200 }, (_, i) => i * 120),
    );
    expect(nll(fitWinnerKeepingIsotonicRows, few)).toBeLessThan(
      calibratedNll(test, fitMixedIsotonicRows(few).calibrator) - 0.02,
    );
  });

  it("takes weight 2 for the row twice and weight 0 for its absence", () => {
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(fitWinnerKeepingIsotonic({ probabilities, labels, weights }).calibrator).toEqual(
      fitWinnerKeepingIsotonic(repeated).calibrator,
    );
  });

  it("survives one row", () => {
    const { calibrator } = fitWinnerKeepingIsotonic({ probabilities: [[0.4, 0.6]], labels: [1] });
    expect(calibrator.calibrate([0.3, 0.7])).toEqual([0.25, 0.75]);
  });
});
