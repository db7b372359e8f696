import type { Forecasts } from "../data/forecasts.ts";
import { checkChoice } from "../data/checkChoice.ts";
import { CalibrationError } from "../errors.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { sumByGroup, tieGroups } from "../numerics/tieGroups.ts";

/** Bins of the same width, or of about the same weight. */
export type Binning = "equal-width" | "equal-mass";

/** The number of bins where none is asked for. */
export const defaultBins = 15;

/**
 * The bin of each score, from 0.
 *
 * @param order - the rows by ascending score, if they are sorted already.
 */
export function assignBins(
  { scores, weights }: Forecasts,
  bins: number,
  binning: Binning,
  order?: Uint32Array,
): Int32Array {
  checkBins(bins);
  checkChoice("binning", binning, ["equal-width", "equal-mass"]);
  return binning === "equal-width"
    ? equalWidthBins(scores, bins)
    : equalMassBins(scores, weights, bins, order);
}

/** Refuses a number of bins that is not a whole number above 0. */
export function checkBins(bins: number): void {
  if (Number.isInteger(bins) && bins > 0) return;
  throw new CalibrationError("invalid-option", {
    problem: "Invalid number of bins",
    expected: "a whole number above 0",
    found: String(bins),
    field: "bins",
  });
}

/** The bin of each score, from 0: see {@link equalWidthBinOf}. */
export function equalWidthBins(scores: Float64Array, bins: number): Int32Array {
  const binOf = equalWidthBinOf(bins);
  const indices = new Int32Array(scores.length);
  for (let row = 0; row < scores.length; row++) indices[row] = binOf(scores[row]!);
  return indices;
}

/** Finds the k with k/bins < score ≤ (k+1)/bins, the edges being those doubles; 0 goes into the first bin. */
export function equalWidthBinOf(bins: number): (score: number) => number {
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => k / bins);
  return (score) => {
    let k = Math.min(Math.max(Math.ceil(score * bins) - 1, 0), bins - 1);
    while (k > 0 && score <= edges[k]!) k--;
    while (k < bins - 1 && score > edges[k + 1]!) k++;
    return k;
  };
}

/**
 * The bin of each score, from 0, the bins holding about the same weight: equal scores share the bin in whose stretch of
 * the cumulative weight their middle lies. Where ties are many or scores are few, some bins stay empty.
 *
 * @param weights - null for 1 everywhere; their sum must be above 0 unless there are no scores.
 */
export function equalMassBins(
  scores: Float64Array,
  weights: Float64Array | null,
  bins: number,
  order?: Uint32Array,
): Int32Array {
  const groups = tieGroups(scores, order);
  const masses = sumByGroup(groups, (row) => (weights === null ? 1 : weights[row]!));
  const total = new CompensatedSum();
  for (const mass of masses) total.add(mass);
  const before = new CompensatedSum();
  const indices = new Int32Array(scores.length);
  for (const [g, mass] of masses.entries()) {
    const middle = before.value + mass / 2;
    // The product comes first: whole weights are then exact, and no rounding moves a group across a boundary.
    const bin = Math.min(bins - 1, Math.floor((bins * middle) / total.value));
    for (let i = groups.starts[g]!; i < groups.starts[g + 1]!; i++) indices[groups.order[i]!] = bin;
    before.add(mass);
  }
  return indices;
}
