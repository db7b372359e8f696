import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { methods } from "../../src/fit/fitMethod.ts";

const rows = labelledRows(
  new PredictionTable({
    probabilities: [
      [0.8, 0.2],
      [0.6, 0.4],
    ],
    labels: [0, 1],
  }),
);

describe.each(Object.entries(methods))("method %s", (_name, fit) => {
  it("fits a calibrator and reports what it did", () => {
    const before = rows.block.values.slice();
    const { calibrator, diagnostics } = fit(rows);
    expect(calibrator.calibrate([0.7, 0.3])).toHaveLength(2);
    expect(diagnostics.nllBefore).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4)) / 2, 14);
    expect(diagnostics.classesWithoutLabels).toEqual([]);
    expect(rows.block.values).toEqual(before);
  });
});
