import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { nllOf } from "../evaluate/nll.ts";
import { calibratedNll, labelsWithoutRows } from "./fitDiagnostics.ts";
import type { IsotonicFit } from "./fitIsotonic.ts";

/** The isotonic calibrator of regressors that were fitted one-vs-rest, one per class, and what it does to the rows. */
export function isotonicPerClass(rows: LabelledRows, regressors: readonly IsotonicRegressor[]): IsotonicFit {
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
