import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { timeFolds } from "../../src/data/folds.ts";
import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { crossFittedFolds } from "../../src/personalize/crossFittedFolds.ts";
import { blocksOfTime, type GroupedFolds } from "../../src/personalize/groupedFolds.ts";

const rows: LabelledRows = {
  block: { values: Float64Array.of(0.9, 0.1, 0.8, 0.2, 0.6, 0.4, 0.5, 0.5), rowCount: 4, classCount: 2 },
  labels: Int32Array.of(0, 1, 0, 1),
  weights: null,
};
const folds: GroupedFolds = {
  folds: timeFolds(rows, Float64Array.of(1, 1, 2, 2), 2),
  partOf: null,
  partCount: 2,
};
const parent = new IdentityCalibrator();

describe("crossFittedFolds", () => {
  it("judges each fold by what was fitted on the others", () => {
    const fittedOn: LabelledRows[] = [];
    const fit = (part: LabelledRows): TemperatureCalibrator => {
      fittedOn.push(part);
      return new TemperatureCalibrator(fittedOn.length);
    };
    const [first, second] = crossFittedFolds(rows, folds, fit, parent);
    expect(fittedOn.map(({ block }) => Array.from(block.values))).toEqual([
      [0.6, 0.4, 0.5, 0.5],
      [0.9, 0.1, 0.8, 0.2],
    ]);
    // The first fit is at T = 1, which changes nothing; the second at T = 2, which takes square roots.
    expect(first!.weight).toBe(2);
    expect(first!.parent).toBeCloseTo(-Math.log(0.9) - Math.log(0.2), 14);
    expect(first!.own).toBeCloseTo(first!.parent, 14);
    expect(second!.parent).toBeCloseTo(-Math.log(0.6) - Math.log(0.5), 14);
    const root = Math.sqrt(0.6) / (Math.sqrt(0.6) + Math.sqrt(0.4));
    expect(second!.own).toBeCloseTo(-Math.log(root) - Math.log(0.5), 14);
  });

  it("fits on weights where a row is in several folds, and on none where all are 1", () => {
    const weights: (Float64Array | null)[] = [];
    const fit = (part: LabelledRows): IdentityCalibrator => {
      weights.push(part.weights);
      return parent;
    };
    crossFittedFolds(rows, folds, fit, parent);
    const inFolds = [Float64Array.of(1, 0.5, 0, 0), Float64Array.of(0, 0.5, 1, 1)];
    const shared = { folds: { count: 2, weights: inFolds }, partOf: null, partCount: 2 };
    const found = crossFittedFolds(rows, shared, fit, parent);
    expect(weights).toEqual([null, null, Float64Array.of(0.5, 1, 1), Float64Array.of(1, 0.5)]);
    expect(found.map(({ weight }) => weight)).toEqual([1.5, 2.5]);
    expect(found[0]!.own).toBeCloseTo(-Math.log(0.9) - 0.5 * Math.log(0.2), 14);
  });

  it("has nothing to compare with fewer than two folds, and fits nothing", () => {
    const one = blocksOfTime(rows, new Float64Array(4));
    const never = (): never => expect.unreachable("fitted");
    expect(crossFittedFolds(rows, one, never, parent)).toEqual([]);
  });
});
