import type { HistogramMap } from "../calibrator/histogramMap.ts";
import type { Forecasts } from "../data/forecasts.ts";
import { binForecasts, type FilledBin } from "../evaluate/binForecasts.ts";
import { assignBins, type Binning } from "../evaluate/bins.ts";

export interface HistogramShape {
  readonly bins: number;
  readonly binning: Binning;
  /** How many rows each bin is taken to have had beside its own. */
  readonly pseudoRows: number;
  /** What share of them came true. */
  readonly pseudoShare: number;
}

/** A histogram, and how many of its bins no row fell into. */
export interface FittedHistogram {
  readonly map: HistogramMap;
  readonly emptyBins: number;
}

/**
 * The share of each bin that came true, with the pseudo-rows among its rows.
 *
 * Bins of equal width keep their edges, and an empty one says its middle. Of bins of equal mass only those with rows remain,
 * and an edge lies midway between the scores on its sides, so that no rounding of a score to fewer digits takes it across.
 */
export function histogramOf(forecasts: Forecasts, shape: HistogramShape): FittedHistogram {
  const { bins, binning, pseudoRows, pseudoShare } = shape;
  const found = binForecasts(forecasts, assignBins(forecasts, bins, binning), bins);
  const filled = found.filter((bin) => bin !== null);
  const shareOf = ({ weight, hits }: FilledBin): number =>
    Math.min((hits + pseudoRows * pseudoShare) / (weight + pseudoRows), 1);
  if (binning === "equal-width") {
    const values = Float64Array.from(found, (bin, i) => (bin === null ? (i + 0.5) / bins : shareOf(bin)));
    const edges = Float64Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins);
    return { map: { edges, values }, emptyBins: bins - filled.length };
  }
  const edges = Float64Array.from(filled.slice(1), (bin, i) => midway(filled[i]!.highest, bin.lowest));
  return { map: { edges, values: Float64Array.from(filled, shareOf) }, emptyBins: 0 };
}

/** Between the two or, if they are neighbouring doubles, the lower one, which belongs to the bin that ends there. */
function midway(below: number, above: number): number {
  const middle = below + (above - below) / 2;
  return middle < above ? middle : below;
}
