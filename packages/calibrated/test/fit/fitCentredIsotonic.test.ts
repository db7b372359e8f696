import { describe, expect, it } from "vitest";

import { fitCentredIsotonic, fitCentredIsotonicRows } from "../../src/fit/fitCentredIsotonic.ts";
import { fitIsotonicRows } from "../../src/fit/fitIsotonic.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { flightRows } from "./flightRows.ts";

describe("fitCentredIsotonic", () => {
  it("keeps apart what isotonic regression makes equal", () => {
    const { fit } = flightRows();
    const distinct = (calibrator: { calibrate(p: number[]): number[] }): number =>
      new Set(Array.from({ length: 500 }, (_, i) => calibrator.calibrate(spread(i / 500))[0])).size;
    expect(distinct(fitIsotonicRows(fit).calibrator)).toBeLessThan(
      distinct(fitCentredIsotonicRows(fit).calibrator),
    );
  });

  it("predicts flights it has not seen about as well as isotonic regression", () => {
    const { fit, test } = flightRows();
    const centred = calibratedNll(test, fitCentredIsotonicRows(fit).calibrator);
    expect(centred).toBeLessThan(calibratedNll(test, fitIsotonicRows(fit).calibrator) + 0.001);
  });

  it("gives a class without labels nothing, and names it", () => {
    const probabilities = [
      [0.5, 0.3, 0.2],
      [0.6, 0.3, 0.1],
    ];
    const { calibrator, diagnostics } = fitCentredIsotonic({ probabilities, labels: [0, 0] });
    expect(diagnostics).toMatchObject({ classesWithoutLabels: [1, 2], thresholds: [2, 1, 2] });
    expect(calibrator.calibrate([0.2, 0.2, 0.6])[0]).toBeCloseTo(1, 11);
  });

  it("survives one row, and exact zeros and ones", () => {
    expect(
      fitCentredIsotonic({ probabilities: [[0.4, 0.6]], labels: [1] }).calibrator.calibrate([1, 0]),
    ).toEqual([1e-12 / (1 + 1e-12), 1 / (1 + 1e-12)]);
    const { calibrator } = fitCentredIsotonic({
      probabilities: [
        [1, 0],
        [1, 0],
        [0, 1],
      ],
      labels: [0, 1, 1],
    });
    expect(calibrator.calibrate([1, 0])).toEqual([0.5, 0.5]);
  });
});

function spread(p: number): number[] {
  return [p, (1 - p) / 2, (1 - p) / 3, (1 - p) / 6];
}
