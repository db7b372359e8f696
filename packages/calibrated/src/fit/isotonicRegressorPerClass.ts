import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { fitIsotonicOutcomes, fitIsotonicRegressor, outcomePoolOf } from "./fitIsotonicRegressor.ts";
import { regressorPerClass } from "./regressorPerClass.ts";

/**
 * The isotonic regressor of each class, as {@link regressorPerClass} makes it of {@link fitIsotonicRegressor}: without
 * weights all classes go through the same memory.
 */
export function isotonicRegressorPerClass(rows: LabelledRows): IsotonicRegressor[] {
  const { block, labels, weights } = rows;
  if (weights !== null) return regressorPerClass(rows, fitIsotonicRegressor);
  const { values, rowCount, classCount } = block;
  const pool = outcomePoolOf(rowCount);
  const { signed } = pool;
  const signs = new Float64Array(classCount).fill(1);
  const regressors = Array.from({ length: classCount }, (_, j) => {
    signs[j] = -1;
    for (let row = 0, at = j; row < rowCount; row++, at += classCount) {
      signed[row] = Math.abs(values[at]!) * signs[labels[row]!]!; // may be -0
    }
    signs[j] = 1;
    return fitIsotonicOutcomes(pool);
  });
  pool.end();
  return regressors;
}
