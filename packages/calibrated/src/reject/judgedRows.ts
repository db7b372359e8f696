import { countingRows, labelledRows } from "../data/labelledRows.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import { balancedWeights } from "../data/weights.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { checkClassNames, servedRows } from "../store/servedRows.ts";
import { confidencesOf, riskCoverageOf, type RiskCoverage } from "./riskCoverage.ts";

/** The rows of a table that count, as a decision sees them: how confident, and whether wrong. */
export interface JudgedRows {
  readonly confidence: Float64Array;
  readonly isWrong: Uint8Array;
  /** As given; null for a weight of 1 everywhere. */
  readonly weights: Float64Array | null;
  readonly userIds: readonly (string | null)[] | null;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly timestamps: Float64Array | null;
}

/**
 * Serves each row of a table with its user's calibrator and judges it.
 *
 * @param store - null for the raw probabilities.
 */
export function judgedRows(table: PredictionTable, store: CalibratorStore | null): JudgedRows {
  if (store !== null) checkClassNames(table, store);
  const raw = labelledRows(table);
  const counting = countingRows(table);
  const { weights, timestamps } = table;
  const userIds = table.userIds && counting.map((row) => table.userIds![row]!);
  return {
    ...confidencesOf(store === null ? raw : servedRows(raw, userIds, store)),
    weights: weights && Float64Array.from(counting, (row) => weights[row]!),
    userIds,
    timestamps: timestamps && Float64Array.from(counting, (row) => timestamps[row]!),
  };
}

/** The rows `indices`, in that order, in new memory. */
export function takeJudgedRows(rows: JudgedRows, indices: ArrayLike<number>): JudgedRows {
  const { weights, userIds, timestamps } = rows;
  return {
    confidence: Float64Array.from(indices, (row) => rows.confidence[row]!),
    isWrong: Uint8Array.from(indices, (row) => rows.isWrong[row]!),
    weights: weights && Float64Array.from(indices, (row) => weights[row]!),
    userIds: userIds && Array.from(indices, (row) => userIds[row]!),
    timestamps: timestamps && Float64Array.from(indices, (row) => timestamps[row]!),
  };
}

export function judgedCurve({ confidence, isWrong, weights }: JudgedRows): RiskCoverage {
  return riskCoverageOf(confidence, isWrong, weights && balancedWeights(weights));
}
