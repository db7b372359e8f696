import type { LabelledRows } from "../data/labelledRows.ts";
import { addGroups, withoutGroup } from "../numerics/groupTotals.ts";
import { resampledTotals } from "../numerics/resampledTotals.ts";
import { seededRandom } from "../numerics/seededRandom.ts";
import { errorGaps, type ErrorGaps } from "./errorGaps.ts";
import type { RowGroups } from "./resampling.ts";
import { scoreFeatures } from "./scoreFeatures.ts";
import { scoreValues, type ScoreName, type UserScores } from "./scores.ts";
import { overfitOfTotals, scoresOfTotals, type TotalScores } from "./scoresOfTotals.ts";

/** Rows and what they score. */
export interface ScoredRows {
  readonly rows: LabelledRows;
  readonly scores: UserScores;
}

/** How many resamples, and which. */
export interface ResamplingOptions {
  readonly replicates: number;
  readonly seed: number;
  /** Whether also for the split of the Brier score and the smooth ECE, which cost most. */
  readonly withCostly: boolean;
}

/** The scores of many resamples of the same rows. */
export interface ResampledScores {
  /** The scores of the rows, and what the totals give for them where cells stand for rows. */
  readonly exact: Readonly<Record<ScoreName, number>>;
  readonly observed: TotalScores;
  readonly resampled: readonly TotalScores[];
  /** The scores without one group each. */
  readonly leftOut: readonly TotalScores[];
  /** How much the isotonic maps overfit. */
  readonly overfit: number;
  readonly errors: readonly ResampledError[];
}

/** A calibration error of the rows, and of each resample, by its gaps. */
export interface ResampledError extends ErrorGaps {
  readonly observed: Float64Array;
  readonly resampled: Float64Array[];
}

/** Draws the groups of rows with replacement, again and again, and scores each draw. */
export function resampledScores(
  { rows, scores }: ScoredRows,
  { groupOf, groups }: RowGroups,
  { replicates, seed, withCostly }: ResamplingOptions,
): ResampledScores {
  const { totals, layout } = scoreFeatures(rows, groupOf, groups, withCostly);
  const all = new Float64Array(layout.width);
  addGroups(totals, new Uint8Array(groups).fill(1), all);
  const bandwidth = withCostly ? (scores.smoothEce?.bandwidth ?? null) : null;
  const errors = errorGaps(all, layout, bandwidth).map((error): ResampledError => ({
    ...error,
    observed: error.gapsOf(all),
    resampled: [],
  }));
  const resampled: TotalScores[] = [];
  for (const sums of resampledTotals(totals, replicates, seededRandom(seed))) {
    resampled.push(scoresOfTotals(sums, layout));
    for (const error of errors) error.resampled.push(error.gapsOf(sums));
  }
  const sums = new Float64Array(layout.width);
  const leftOut = Array.from({ length: groups }, (_, group) => {
    withoutGroup(totals, all, group, sums);
    return scoresOfTotals(sums, layout);
  });
  return {
    exact: scoreValues(scores),
    observed: scoresOfTotals(all, layout),
    resampled,
    leftOut,
    overfit: overfitOfTotals(all, layout, seededRandom(seed)),
    errors,
  };
}
