import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { isotonicPerClass } from "../../src/fit/isotonicPerClass.ts";

it("makes a calibrator of the regressors and says what it does to the rows", () => {
  const probabilities = [
    [0.5, 0.3, 0.2],
    [0.1, 0.6, 0.3],
  ];
  const rows = labelledRows(new PredictionTable({ probabilities, labels: [0, 2] }));
  const same = { xThresholds: Float64Array.of(0, 1), yThresholds: Float64Array.of(0, 1) };
  const { calibrator, diagnostics } = isotonicPerClass(rows, [same, same, same]);
  expect(calibrator.calibrate(probabilities)).toEqual(probabilities);
  expect(diagnostics).toMatchObject({ thresholds: [2, 2, 2], classesWithoutLabels: [1] });
  expect(diagnostics.nllAfter).toBeCloseTo(diagnostics.nllBefore, 14);
});
