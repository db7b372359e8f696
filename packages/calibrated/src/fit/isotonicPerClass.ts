import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { eachClass } from "../data/forecasts.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll, labelsWithoutRows } from "./fitDiagnostics.ts";
import type { IsotonicFit } from "./fitIsotonic.ts";

/** Fits a class's probability `x` against 1 where a row has that label, else 0; keeps neither. */
export type RegressorFit = (
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | null,
) => IsotonicRegressor;

/** An isotonic calibrator of one regressor per class, each fitted one-vs-rest. */
export function isotonicPerClass(rows: LabelledRows, fitRegressor: RegressorFit): IsotonicFit {
  const regressors: IsotonicRegressor[] = [];
  eachClass(rows, ({ scores, outcomes, weights }) =>
    regressors.push(fitRegressor(scores, outcomes, weights)),
  );
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
