import type { Forecasts } from "../data/forecasts.ts";
import { studentUpperTail } from "../numerics/studentDistribution.ts";
import { clusteredMean } from "./clusteredMean.ts";
import type { RowGroups } from "./resampling.ts";

/** Whether mean confidence and accuracy differ by more than chance. */
export interface OverconfidenceTest {
  /** Mean confidence − accuracy. */
  readonly value: number;
  /** How likely a difference as large, on either side, is if the confidences are calibrated. */
  readonly pValue: number;
}

/**
 * Tests mean confidence against accuracy. The variance is the one that calibrated confidences would have, Σ f (1 − f),
 * since that of few outcomes is too small just where they are extreme; it is enlarged as much as whole groups of rows vary
 * more than their rows by themselves do.
 *
 * @param groups - at least two.
 */
export function overconfidenceTest(
  { scores, outcomes, weights }: Forecasts,
  groups: RowGroups,
): OverconfidenceTest {
  const gaps = scores.map((score, row) => score - outcomes[row]!);
  let sum = 0;
  let total = 0;
  let variance = 0;
  for (let row = 0; row < scores.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sum += weight * gaps[row]!;
    total += weight;
    variance += weight * scores[row]! * (1 - scores[row]!);
  }
  const inflation = groupInflation(gaps, weights, groups);
  if (!(variance > 0)) return { value: sum / total, pValue: sum === 0 ? 1 : 0 };
  const t = Math.abs(sum) / (Math.sqrt(variance) * inflation);
  return { value: sum / total, pValue: Math.min(1, 2 * studentUpperTail(t, groups.groups - 1)) };
}

/** How much larger the standard error of a mean is for its groups being alike, at least 1. */
function groupInflation(gaps: Float64Array, weights: Float64Array | null, groups: RowGroups): number {
  const ofGroups = clusteredMean(gaps, weights, groups);
  if (ofGroups === null) return 1;
  let total = 0;
  let squares = 0;
  for (let row = 0; row < gaps.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    total += weight;
    squares += weight * (gaps[row]! - ofGroups.value) ** 2;
  }
  // What the standard error would be of rows that know nothing of each other.
  const ofRows = Math.sqrt((squares * total) / (total - 1)) / total;
  return total > 1 && ofRows > 0 ? Math.max(1, ofGroups.standardError / ofRows) : 1;
}
