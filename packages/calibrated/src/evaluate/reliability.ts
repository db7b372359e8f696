import { checkOptions } from "../data/checkOptions.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { binomialInterval, type Interval } from "../numerics/binomialInterval.ts";
import { binForecasts, type FilledBin } from "./binForecasts.ts";
import { assignBins, defaultBins, type Binning } from "./bins.ts";
import { checkLevel, defaultLevel } from "./checkLevel.ts";
import { forecastsOf, resolveTarget, type Forecasts, type ForecastTarget } from "../data/forecasts.ts";

/** One bin of a reliability diagram: confidences in (`lower`, `upper`], 0 belonging to the first. */
export interface ReliabilityBin {
  readonly lower: number;
  readonly upper: number;
  /** How many rows fell in, and the sum of their weights. */
  readonly rows: number;
  readonly weight: number;
  /**
   * Weighted mean confidence, and weighted share of rows that were right; null if the bin is empty. Of a class: its
   * mean probability, and the share of rows with that label.
   */
  readonly meanConfidence: number | null;
  readonly accuracy: number | null;
  /** The exact (Clopper–Pearson) interval of the accuracy, a weight of w counting as w rows; null if the bin is empty. */
  readonly interval: Interval | null;
}

/** What {@link reliability} may be told. */
export interface ReliabilityOptions {
  /** How many bins, default 15. */
  readonly bins?: number | undefined;
  /** `"equal-width"` (default), or `"equal-mass"` for bins that hold about the same weight. */
  readonly binning?: Binning | undefined;
  /** Default `"topLabel"`. */
  readonly of?: ForecastTarget | undefined;
  /** How often the intervals cover the true share, at least; inside (0, 1), default 0.9. */
  readonly level?: number | undefined;
}

/**
 * The data of a reliability diagram: rows in bins of their confidence, or of one class's probability.
 *
 * Equal-width bins are (k/bins, (k+1)/bins], empty ones included. Equal-mass bins never part equal confidences: these
 * stand in the bin in whose stretch of the cumulative weight their middle lies. Bins that stay empty are left out, and
 * two bins meet half-way between their confidences.
 *
 * The interval is exact for rows that are independent and share one probability; it says nothing about how much the
 * rows of a bin differ. A weight that is not a count of rows makes it too narrow or too wide.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Sources: DeGroot & Fienberg, "The Comparison and Evaluation of Forecasters", The Statistician 32, 1983;
 * Clopper & Pearson, "The Use of Confidence or Fiducial Limits", Biometrika 26, 1934.
 *
 * @example
 * import { reliability } from "calibrated";
 * const table = { probabilities: [[0.8, 0.2], [0.9, 0.1]], classes: ["cat", "dog"], labels: ["cat", "dog"] };
 * const bins = reliability(table, { bins: 2 });
 * bins[1]!.accuracy; // => 0.5
 * bins[1]!.meanConfidence; // => 0.85
 * bins[1]!.interval!.lower; // => 0.0253
 * reliability(table, { bins: 2, binning: "equal-mass", of: "dog" }).map(({ upper }) => upper); // => [0.15, 1]
 */
export function reliability(
  table: PredictionColumns | PredictionTable,
  options: ReliabilityOptions = {},
): ReliabilityBin[] {
  checkOptions(options, ["bins", "binning", "of", "level"]);
  const checked = asTable(table);
  const { bins = defaultBins, binning, level } = options;
  const forecasts = forecastsOf(labelledRows(checked), resolveTarget(checked, options.of));
  return reliabilityOf(forecasts, bins, { binning, level });
}

interface Settings {
  readonly binning?: Binning | undefined;
  readonly level?: number | undefined;
}

export function reliabilityOf(
  forecasts: Forecasts,
  bins: number,
  { binning = "equal-width", level = defaultLevel }: Settings = {},
): ReliabilityBin[] {
  checkLevel(level);
  const found = binForecasts(forecasts, assignBins(forecasts, bins, binning), bins);
  if (binning === "equal-width") {
    return found.map((bin, k) => reliabilityBin(k / bins, (k + 1) / bins, bin, level));
  }
  const filled = found.filter((bin) => bin !== null);
  const edges = [0, ...filled.slice(1).map((bin, k) => edgeBetween(filled[k]!.highest, bin.lowest)), 1];
  return filled.map((bin, k) => reliabilityBin(edges[k]!, edges[k + 1]!, bin, level));
}

/** Half-way, but below `above` even if that is the next double. */
function edgeBetween(below: number, above: number): number {
  const middle = (below + above) / 2;
  return middle < above ? middle : below;
}

function reliabilityBin(lower: number, upper: number, bin: FilledBin | null, level: number): ReliabilityBin {
  if (bin === null) {
    return { lower, upper, rows: 0, weight: 0, meanConfidence: null, accuracy: null, interval: null };
  }
  const { rows, weight, hits, meanScore } = bin;
  const interval = intervalOf(hits / weight, weight, level);
  return { lower, upper, rows, weight, meanConfidence: meanScore, accuracy: hits / weight, interval };
}

/** The exact interval of a share; less than 1/1000 of a row tells nothing, and more than 1e15 rows count as 1e15. */
function intervalOf(share: number, trials: number, level: number): Interval {
  if (trials < 1e-3) return { lower: 0, upper: 1 };
  const counted = Math.min(trials, 1e15);
  return binomialInterval(share * counted, counted, level);
}
