import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { eachClass } from "../data/forecasts.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { fitIsotonicOutcomes, fitIsotonicRegressor } from "./fitIsotonicRegressor.ts";

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

/** The same of {@link fitIsotonicRegressor}: without weights all classes go through the same memory. */
export function isotonicRegressorPerClass(rows: LabelledRows): IsotonicRegressor[] {
  const { block, labels, weights } = rows;
  if (weights !== null) return regressorPerClass(rows, fitIsotonicRegressor);
  const { values, rowCount, classCount } = block;
  const signed = new Float64Array(rowCount);
  const memory = new Float64Array(rowCount);
  return Array.from({ length: classCount }, (_, j) => {
    for (let row = 0, at = j; row < rowCount; row++, at += classCount) {
      const score = Math.abs(values[at]!); // may be -0
      signed[row] = labels[row] === j ? -score : score;
    }
    return fitIsotonicOutcomes(signed, memory);
  });
}
