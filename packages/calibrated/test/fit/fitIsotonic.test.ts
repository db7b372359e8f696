import { describe, expect, it } from "vitest";

import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { fitIsotonic } from "../../src/fit/fitIsotonic.ts";
import { fitIsotonicRegressor } from "../../src/fit/fitIsotonicRegressor.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";

const { probabilities, labels } = metricCases[0]!;

describe("fitIsotonic", () => {
  it("fits each class's probability against having that label", () => {
    const { calibrator, diagnostics } = fitIsotonic({ probabilities, labels });
    const expected = probabilities[0]!.map((_, j) =>
      fitIsotonicRegressor(
        probabilities.map((row) => row[j]!),
        labels.map((label) => (label === j ? 1 : 0)),
      ),
    );
    expect(calibrator.regressors).toEqual(expected);
    expect(diagnostics.thresholds).toEqual(expected.map(({ xThresholds }) => xThresholds.length));
  });

  it("reports the NLL before and after on the rows it was fitted on", () => {
    const { calibrator, diagnostics } = fitIsotonic({ probabilities, labels });
    const after = calibrator.calibrate(probabilities);
    const mean =
      after.reduce((sum, row, i) => sum - Math.log(Math.max(row[labels[i]!]!, 1e-12)), 0) / after.length;
    expect(diagnostics.nllAfter).toBeCloseTo(mean, 13);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence, exactly", () => {
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(fitIsotonic({ probabilities, labels, weights }).calibrator).toEqual(
      fitIsotonic(repeated).calibrator,
    );
  });

  it("names the classes that no row is labelled with, and gives them nothing", () => {
    const { calibrator, diagnostics } = fitIsotonic({
      probabilities: [
        [0.5, 0.3, 0.2],
        [0.6, 0.3, 0.1],
      ],
      labels: [0, 0],
    });
    expect(diagnostics.classesWithoutLabels).toEqual([1, 2]);
    const [a, b, c] = calibrator.calibrate([0.2, 0.2, 0.6]) as [number, number, number];
    expect(a).toBeCloseTo(1, 11);
    expect(b).toBe(c);
  });

  it("survives one row", () => {
    expect(fitIsotonic({ probabilities: [[0.4, 0.6]], labels: [1] }).calibrator).toBeInstanceOf(
      IsotonicCalibrator,
    );
  });
});
