import { CompensatedSum } from "../numerics/compensatedSum.ts";
import type { Forecasts } from "../data/forecasts.ts";

/** What a bin holds that at least one row fell into. */
export interface FilledBin {
  readonly rows: number;
  readonly weight: number;
  /** The weight of what came true. */
  readonly hits: number;
  readonly meanScore: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Sums rows by bin.
 *
 * @param indices - the bin of each row, from 0 to `bins` − 1.
 * @returns a bin per index, null for an empty one.
 */
export function binForecasts(
  { scores, outcomes, weights }: Forecasts,
  indices: Int32Array,
  bins: number,
): (FilledBin | null)[] {
  const sums = Array.from({ length: bins }, () => ({
    rows: 0,
    weight: new CompensatedSum(),
    score: new CompensatedSum(),
    hits: new CompensatedSum(),
    lowest: Infinity,
    highest: -Infinity,
  }));
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    const weight = weights === null ? 1 : weights[row]!;
    const bin = sums[indices[row]!]!;
    bin.rows++;
    bin.weight.add(weight);
    bin.score.add(weight * score);
    if (outcomes[row] === 1) bin.hits.add(weight);
    if (score < bin.lowest) bin.lowest = score;
    if (score > bin.highest) bin.highest = score;
  }
  return sums.map(({ rows, weight, score, hits, lowest, highest }) => {
    if (rows === 0) return null;
    const mass = weight.value;
    return { rows, weight: mass, hits: hits.value, meanScore: score.value / mass, lowest, highest };
  });
}
