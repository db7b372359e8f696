import { describe, expect, it } from "vitest";

import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitMixedTemperature, fitMixedTemperatureRows } from "../../src/fit/fitMixedTemperature.ts";
import { fitTemperature, fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { peerTemperature, temperatureGolden } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";
import { farthest, structuredCases, tableOf } from "./structuredGoldens.ts";

describe("fitMixedTemperature", () => {
  it("is what one row more that speaks for every class alike makes of the temperature's rows", () => {
    // Always 0.9 and right 7 times in 10: the temperature says 0.7 : 0.3, the mixture 7.5 : 3.5 in 11.
    const probabilities = cycle(10, () => [0.9, 0.1]);
    const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
    const { calibrator, diagnostics } = fitMixedTemperature({ probabilities, labels });
    expect(calibrator.calibrate([0.9, 0.1])[0]).toBeCloseTo(7.5 / 11, 14);
    expect(diagnostics).toMatchObject({ uniformShare: 1 / 11, status: "converged" });
    expect(diagnostics.nllAfter).toBeCloseTo(-0.7 * Math.log(7.5 / 11) - 0.3 * Math.log(3.5 / 11), 14);
  });

  it.each(structuredCases)("has the temperature of $name by SciPy", (one) => {
    const { calibrator } = fitMixedTemperature(tableOf(one));
    expect(Math.abs(calibrator.temperature / one.temperature - 1)).toBeLessThan(temperatureGolden);
  });

  it.each(structuredCases.filter(({ peer }) => peer !== null))(
    "says of $name what probmetrics does",
    (one) => {
      const { predictions } = one.peer!.mixedTemperature;
      const found = fitMixedTemperature(tableOf(one)).calibrator.calibrate(
        one.probabilities.slice(0, predictions.length),
      );
      expect(farthest(found.flat(), predictions.flat())).toBeLessThan(peerTemperature);
    },
  );

  it("says nothing below 1 / (k (n + 1)), and costs no row more than ln(1 + 1/n)", () => {
    for (const classCount of [2, 5]) {
      const table = simulatedRows({ rowCount: 30, classCount, seed: classCount });
      const { calibrator, diagnostics } = fitMixedTemperature(table);
      const certain = cycle(classCount, (j) => (j === 0 ? 1 : 0));
      for (const p of calibrator.calibrate(certain)) expect(p).toBeGreaterThanOrEqual(1 / (classCount * 31));
      const alone = fitTemperature(table).diagnostics.nllAfter;
      expect(diagnostics.nllAfter).toBeLessThanOrEqual(alone + Math.log1p(1 / 30));
    }
  });

  it("takes weights for rows: twice is weight 2, and 1 row in sum leaves half to the uniform", () => {
    const table = simulatedRows({ rowCount: 40, classCount: 3, seed: 5 });
    const twice = {
      probabilities: [...table.probabilities, ...table.probabilities],
      labels: [...table.labels, ...table.labels],
    };
    const weighted = fitMixedTemperature({ ...table, weights: cycle(40, () => 2) }).calibrator;
    expect(weighted.temperature).toBeCloseTo(fitMixedTemperature(twice).calibrator.temperature, 12);
    expect(weighted.weights).toEqual(fitMixedTemperature(twice).calibrator.weights);
    const one = fitMixedTemperature({ ...table, weights: cycle(40, () => 1 / 40) });
    expect(one.diagnostics.uniformShare).toBeCloseTo(0.5, 14);
    const huge = fitMixedTemperature({ ...table, weights: cycle(40, () => 1e80) });
    expect(Array.from(huge.calibrator.weights)).toEqual([1, 0, huge.diagnostics.uniformShare]);
  });

  it("survives one row, whose certainty it halves", () => {
    const { calibrator, diagnostics } = fitMixedTemperature({ probabilities: [[0.4, 0.6]], labels: [1] });
    expect(diagnostics).toMatchObject({ status: "at-lower-bound", isUnbounded: true, uniformShare: 0.5 });
    expect(calibrator.calibrate([1, 0])).toEqual([0.75, 0.25]);
  });

  it("predicts flights it has not seen about as well as the temperature", () => {
    const { fit, test } = flightRows();
    const alone = calibratedNll(test, fitTemperatureRows(fit).calibrator);
    expect(calibratedNll(test, fitMixedTemperatureRows(fit).calibrator)).toBeCloseTo(alone, 4);
  });
});
