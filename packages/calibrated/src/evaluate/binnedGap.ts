import type { Forecasts } from "../data/forecasts.ts";
import { assignBins, checkBins, equalWidthBinOf, type Binning } from "./bins.ts";

/**
 * The L1 calibration error: Σ over bins of |Σ weight × (outcome − score)|, as a share of all weight. The sums are
 * compensated, so that the order of the rows does not show.
 *
 * @param order - the rows by ascending score, if they are sorted already.
 */
export function binnedGap(forecasts: Forecasts, bins: number, binning: Binning, order?: Uint32Array): number {
  checkBins(bins);
  const { scores, outcomes, weights } = forecasts;
  // Bins of equal width are found on the way.
  const assigned = binning === "equal-width" ? null : assignBins(forecasts, bins, binning, order);
  const binOf = equalWidthBinOf(bins);
  const gaps = new Float64Array(bins);
  const lost = new Float64Array(bins);
  let total = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    const weight = weights === null ? 1 : weights[row]!;
    const bin = assigned === null ? binOf(score) : assigned[row]!;
    const term = weight * (outcomes[row]! - score);
    const before = gaps[bin]!;
    const sum = before + term;
    lost[bin]! += Math.abs(before) >= Math.abs(term) ? before - sum + term : term - sum + before;
    gaps[bin] = sum;
    total += weight;
  }
  return gaps.reduce((size, gap, bin) => size + Math.abs(gap + lost[bin]!), 0) / total;
}
