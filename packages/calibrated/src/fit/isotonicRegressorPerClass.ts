import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { fitIsotonicOutcomes, fitIsotonicRegressor, outcomePoolOf } from "./fitIsotonicRegressor.ts";
import { regressorPerClass } from "./regressorPerClass.ts";
import { signScores } from "./signScores.ts";

/**
 * The isotonic regressor of each class, as {@link regressorPerClass} makes it of {@link fitIsotonicRegressor}: without
 * weights all classes go through the same memory.
 */
export function isotonicRegressorPerClass(rows: LabelledRows): IsotonicRegressor[] {
  const { block, weights } = rows;
  if (weights !== null) return regressorPerClass(rows, fitIsotonicRegressor);
  const pool = outcomePoolOf(block.rowCount);
  const regressors = Array.from({ length: block.classCount }, (_, j) => {
    signScores(pool.signed, 0, rows, j);
    return fitIsotonicOutcomes(pool);
  });
  pool.end();
  return regressors;
}
