import type { Interval } from "../numerics/binomialInterval.ts";
import { bcaTails, jackknifeAcceleration, type Tails } from "../numerics/bcaTails.ts";
import { normalCdf } from "../numerics/normalDistribution.ts";
import { sortedQuantile } from "../numerics/sortedQuantile.ts";
import { studentQuantile } from "../numerics/studentDistribution.ts";
import { errorInterval } from "./errorInterval.ts";
import {
  resampledScores,
  type ResampledError,
  type ResampledScores,
  type ResamplingOptions,
  type ScoredRows,
} from "./resampledScores.ts";
import type { RowGroups } from "./resampling.ts";
import { scoreNames, type ScoreName } from "./scores.ts";
import type { TotalScores } from "./scoresOfTotals.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** An interval for each score; null where it was not computed. */
export type ScoreIntervals = Readonly<Record<ScoreName, Interval | null>>;

/** Intervals before and after, and of after − before on the same resamples. */
export interface PairedIntervals {
  readonly raw: ScoreIntervals;
  /** Null without a store. */
  readonly calibrated: ScoreIntervals | null;
  readonly difference: ScoreIntervals | null;
}

/** What intervals cover, and how they are made. */
export interface IntervalOptions extends ResamplingOptions {
  /** The probability that an interval covers, inside (0, 1). */
  readonly level: number;
}

/** Fewer groups than this say too little of how much they differ. */
const fewestGroups = 5;
/** The parts of the Brier score that an isotonic map, fitted to the very rows, makes look larger. */
const overfitted: ReadonlySet<ScoreName> = new Set(["miscalibration", "discrimination"]);

/**
 * Bootstrap intervals: the groups of rows are drawn with replacement, the same draws before and after, and every score is
 * computed again.
 *
 * Scores that are means or near to them take quantiles of the resamples (bias-corrected and accelerated), moved outwards
 * for few groups as Student's t is. Miscalibration and discrimination are centred where they would be without the
 * overfit of their isotonic map. Calibration errors have an {@link errorInterval}; the difference of two
 * has no interval that covers when one is near 0, that of the miscalibration has.
 *
 * @returns null if there are fewer than five groups.
 *
 * Source: Efron, "Better Bootstrap Confidence Intervals", JASA 82, 1987; Hesterberg, "What Teachers Should Know About the
 * Bootstrap", The American Statistician 69, 2015 (expanded percentiles).
 */
export function scoreIntervals(
  raw: ScoredRows,
  calibrated: ScoredRows | null,
  groups: RowGroups,
  options: IntervalOptions,
): PairedIntervals | null {
  if (groups.groups < fewestGroups) return null;
  const tail = expandedTail(options.level, groups.groups);
  const before = resampledScores(raw, groups, options);
  if (calibrated === null) return { raw: intervals(before, tail), calibrated: null, difference: null };
  const after = resampledScores(calibrated, groups, options);
  return {
    raw: intervals(before, tail),
    calibrated: intervals(after, tail),
    difference: differences(before, after, tail),
  };
}

/** The tail of the quantiles that make a bootstrap interval as wide as Student's t asks for so few groups. */
function expandedTail(level: number, groups: number): number {
  const t = studentQuantile((1 + level) / 2, groups - 1);
  return normalCdf(-Math.sqrt(groups / (groups - 1)) * t);
}

function intervals(scores: ResampledScores, tail: number): ScoreIntervals {
  const { exact, observed, resampled, leftOut, overfit, errors } = scores;
  return named((name) => {
    const error = errors.find((one) => one.name === name);
    if (error !== undefined) return intervalOfError(error, exact[name], tail);
    if (!hasTotal(observed, name)) return null;
    const interval = spread(
      resampled.map((one) => one[name]!),
      leftOut.map((one) => one[name]!),
      tail,
      overfitted.has(name) ? observed[name]! - overfit : null,
      exact[name] - observed[name]!,
    );
    if (!overfitted.has(name)) return interval;
    return { lower: Math.max(0, interval.lower), upper: Math.max(0, interval.upper) };
  });
}

function intervalOfError(
  { name, observed, resampled, norm }: ResampledError,
  exact: number,
  tail: number,
): Interval {
  const { lower, upper } = errorInterval(observed, resampled, norm, tail);
  const size = norm(observed);
  // Cells stand for rows, or a grid for an integral; the debiased error alone is not the size of its gaps.
  const scale = name === "topLabelL2Error" || size === 0 ? 1 : exact / size;
  return { lower: lower * scale, upper: Math.min(1, upper * scale) };
}

/** After − before: the same resamples, so that what both share cancels. */
function differences(before: ResampledScores, after: ResampledScores, tail: number): ScoreIntervals {
  const change = (of: (scores: ResampledScores) => number): number => of(after) - of(before);
  return named((name) => {
    if (!hasTotal(before.observed, name)) return null;
    return spread(
      after.resampled.map((one, r) => one[name]! - before.resampled[r]![name]!),
      after.leftOut.map((one, g) => one[name]! - before.leftOut[g]![name]!),
      tail,
      overfitted.has(name) ? change(({ observed, overfit }) => observed[name]! - overfit) : null,
      change(({ exact, observed }) => exact[name] - observed[name]!),
    );
  });
}

function hasTotal(observed: TotalScores, name: ScoreName): name is keyof TotalScores {
  return Object.hasOwn(observed, name);
}

/**
 * Quantiles of the resamples.
 *
 * @param centre - where their mean belongs, or null to leave it.
 * @param shift - what is then added: what cells in place of rows change in the score itself.
 */
function spread(
  resampled: readonly number[],
  leftOut: readonly number[],
  tail: number,
  centre: number | null,
  shift: number,
): Interval {
  const values = Float64Array.from(resampled);
  if (centre === null) {
    const { lower, upper } = quantiles(values, bcaTails(tail, jackknifeAcceleration(leftOut)));
    return { lower: lower + shift, upper: upper + shift };
  }
  const move = centre - sumOf(values) / values.length;
  const { lower, upper } = quantiles(values, { lower: tail, upper: 1 - tail });
  return { lower: lower + move, upper: upper + move };
}

function quantiles(values: Float64Array, tails: Tails): Interval {
  const sorted = values.slice().sort();
  return { lower: sortedQuantile(sorted, tails.lower), upper: sortedQuantile(sorted, tails.upper) };
}

function named(intervalOf: (name: ScoreName) => Interval | null): ScoreIntervals {
  return Object.fromEntries(scoreNames.map((name) => [name, intervalOf(name)])) as Record<
    ScoreName,
    Interval | null
  >;
}
