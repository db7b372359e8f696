import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll, labelsWithoutRows } from "./fitDiagnostics.ts";
import type { IsotonicFit } from "./fitIsotonic.ts";

/** Fits a class's probability `x` against 1 where a row has that label, else 0. */
export type RegressorFit = (
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | null,
) => IsotonicRegressor;

/** An isotonic calibrator of one regressor per class, each fitted one-vs-rest. */
export function isotonicPerClass(rows: LabelledRows, fitRegressor: RegressorFit): IsotonicFit {
  const { block, labels, weights } = rows;
  const regressors = Array.from({ length: block.classCount }, (_, j) => {
    const x = Float64Array.from(labels, (_label, row) => block.values[row * block.classCount + j]!);
    const y = Float64Array.from(labels, (label) => (label === j ? 1 : 0));
    return fitRegressor(x, y, weights);
  });
  const calibrator = new IsotonicCalibrator(regressors);
  return {
    calibrator,
    diagnostics: {
      thresholds: regressors.map((regressor) => regressor.xThresholds.length),
      nllBefore: nllOf(rows),
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: labelsWithoutRows(rows),
    },
  };
}
