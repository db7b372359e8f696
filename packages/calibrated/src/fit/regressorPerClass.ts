import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { eachClass } from "../data/forecasts.ts";
import type { LabelledRows } from "../data/labelledRows.ts";

/** Fits a class's probability `x` against 1 where a row has that label, else 0; keeps neither. */
export type RegressorFit = (
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | null,
) => IsotonicRegressor;

/** One regressor per class, each fitted one-vs-rest. */
export function regressorPerClass(rows: LabelledRows, fitRegressor: RegressorFit): IsotonicRegressor[] {
  const regressors: IsotonicRegressor[] = [];
  eachClass(rows, ({ scores, outcomes, weights }) =>
    regressors.push(fitRegressor(scores, outcomes, weights)),
  );
  return regressors;
}
