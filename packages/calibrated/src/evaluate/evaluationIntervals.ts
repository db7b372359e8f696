import type { Resampling, RowGroups } from "./resampling.ts";
import type { ScoredRows } from "./resampledScores.ts";
import { scoreIntervals, type IntervalOptions, type PairedIntervals } from "./scoreIntervals.ts";

/** How the intervals were made, and the intervals. */
export interface EvaluationIntervals extends PairedIntervals {
  /** The probability with which an interval covers. */
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  /** What was drawn as a whole. */
  readonly resampled: Resampling;
}

/** {@link scoreIntervals} with how they were made; null where `intervals` is "none" or the groups are too few. */
export function evaluationIntervals(
  raw: ScoredRows,
  calibrated: ScoredRows | null,
  groups: RowGroups,
  options: IntervalOptions & { readonly intervals: "bootstrap" | "none" },
): EvaluationIntervals | null {
  if (options.intervals === "none") return null;
  const { level, replicates, seed } = options;
  const { unit, units, groups: count } = groups;
  const paired = scoreIntervals(raw, calibrated, groups, options);
  return paired && { level, replicates, seed, resampled: { unit, units, groups: count }, ...paired };
}
