import type { LabelledRows } from "../data/labelledRows.ts";
import { addGroups } from "../numerics/groupTotals.ts";
import { resample } from "../numerics/resample.ts";
import { seededRandom } from "../numerics/seededRandom.ts";
import { errorGaps } from "./errorGaps.ts";
import { errorMultiples } from "./errorMultiples.ts";
import type { RowGroups } from "./resampling.ts";
import { scoreFeatures } from "./scoreFeatures.ts";
import { scoreValues, type ScoreName, type Scores } from "./scores.ts";
import { overfitOfTotals, scoresOfTotals, type TotalScores } from "./scoresOfTotals.ts";

/** Rows and what they score. */
export interface ScoredRows {
  readonly rows: LabelledRows;
  readonly scores: Scores;
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
  /** For each calibration error the size of its gaps, and the multiple of it in each resample. */
  readonly errors: ReadonlyMap<ScoreName, ResampledError>;
}

interface ResampledError {
  readonly size: number;
  readonly multiples: Float64Array;
}

/** Draws the groups of rows with replacement, again and again, and scores each draw. */
export function resampledScores(
  { rows, scores }: ScoredRows,
  { groupOf, groups }: RowGroups,
  { replicates, seed, withCostly }: ResamplingOptions,
): ResampledScores {
  const { totals, layout } = scoreFeatures(rows, groupOf, groups, withCostly);
  const sums = new Float64Array(layout.width);
  const counts = new Uint16Array(groups).fill(1);
  addGroups(totals, counts, sums);
  const exact = scoreValues(scores);
  const observed = scoresOfTotals(sums, layout);
  const overfit = overfitOfTotals(sums, layout, seededRandom(seed));
  const errors = errorGaps(sums, layout, withCostly ? scores.smoothEce.bandwidth : null).map((error) => ({
    ...error,
    observed: error.gapsOf(sums),
    resampled: [] as Float64Array[],
  }));
  const resampled: TotalScores[] = [];
  const random = seededRandom(seed);
  while (resampled.length < replicates) {
    addGroups(totals, resample(counts, random), sums);
    resampled.push(scoresOfTotals(sums, layout));
    for (const error of errors) error.resampled.push(error.gapsOf(sums));
  }
  const leftOut = Array.from({ length: groups }, (_, group) => {
    counts.fill(1)[group] = 0;
    addGroups(totals, counts, sums);
    return scoresOfTotals(sums, layout);
  });
  return {
    exact,
    observed,
    resampled,
    leftOut,
    overfit,
    errors: new Map(
      errors.map(({ name, norm, observed: gaps, resampled: ofResamples }) => [
        name,
        // The debiased error is not the size of its gaps.
        {
          size: name === "topLabelL2Error" ? norm(gaps) : exact[name],
          multiples: errorMultiples(gaps, ofResamples, norm),
        },
      ]),
    ),
  };
}
