import { checkOptions } from "../data/checkOptions.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { poolAdjacentViolators, type Blocks } from "../numerics/poolAdjacentViolators.ts";
import { checkLevel, defaultLevel } from "./checkLevel.ts";
import { consistencyBand, type BandOptions } from "./consistencyBand.ts";
import { outcomesByScore, type OutcomesByScore } from "./outcomesByScore.ts";
import { forecastsOf, resolveTarget, type Forecasts, type ForecastTarget } from "../data/forecasts.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** The band has as many places as this, beside the ends of the blocks. */
const quantiles = 100;

/** A point of the isotonic fit; it is linear between two of them. */
export interface CorpThreshold {
  readonly confidence: number;
  readonly frequency: number;
}

/** The band at one confidence. */
export interface CorpBandPoint {
  readonly confidence: number;
  readonly lower: number;
  readonly upper: number;
}

/** The data of a CORP reliability diagram. */
export interface CorpReliability {
  /** Both ends of each block of equal frequency (one point where they are the same), by ascending confidence. */
  readonly thresholds: readonly CorpThreshold[];
  /** Where the fit would lie if the model were calibrated, by ascending confidence. */
  readonly band: readonly CorpBandPoint[];
  readonly level: number;
  readonly replicates: number;
}

/** What {@link corpReliability} may be told. */
export interface CorpReliabilityOptions {
  /** Default `"topLabel"`. */
  readonly of?: ForecastTarget | undefined;
  /** The share of calibrated models whose fit lies inside the band at a given place; inside (0, 1), default 0.9. */
  readonly level?: number | undefined;
  /** How many calibrated models are drawn, default 200. */
  readonly replicates?: number | undefined;
  /** Any whole number, default 1; the same one gives the same band. */
  readonly seed?: number | undefined;
}

/**
 * The data of a reliability diagram without bins: how often something came true as an isotonic function of how probable
 * it was said to be, fitted by pool-adjacent-violators, with the band in which the fit would lie if the model were
 * calibrated.
 *
 * The band is by simulation: outcomes are drawn with the confidences as their probabilities, fitted, and the middle
 * `level` of the fits is kept at each end of a block and at 100 quantiles of the confidences. It holds at each place by
 * itself: of a calibrated model's places, some 1 − `level` lie outside.
 *
 * A whole weight w stands for w outcomes. If any weight is not whole, each row is one outcome that counts by its weight;
 * rows of equal confidence are then drawn as (Σw)²/Σw² outcomes of equal weight, to the nearest whole number. More than
 * 10,000 different confidences are drawn in some 2,000 cells of neighbours with their mean confidence, single ones at
 * both ends and up to 1/1000 of all weight between; the fit itself is always of all rows. Counts of a variance above
 * 10,000 are drawn from the normal distribution.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Source: Dimitriadis, Gneiting & Jordan, "Stable reliability diagrams for probabilistic classifiers", PNAS 118, 2021.
 *
 * @example
 * import { corpReliability } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4]];
 * const { thresholds, band } = corpReliability({ probabilities, labels: [0, 0, 1, 0] });
 * thresholds.map(({ confidence }) => confidence); // => [0.6, 0.7, 0.8, 0.9]
 * thresholds.map(({ frequency }) => frequency); // => [0.5, 0.5, 1, 1]
 * band[3]!.upper; // => 1
 */
export function corpReliability(
  table: PredictionColumns | PredictionTable,
  options: CorpReliabilityOptions = {},
): CorpReliability {
  checkOptions(options, ["of", "level", "replicates", "seed"]);
  const { level = defaultLevel, replicates = 200, seed = 1 } = options;
  checkLevel(level);
  checkWhole("replicates", replicates, 1);
  checkWhole("seed", seed, -Infinity);
  const checked = asTable(table);
  const forecasts = forecastsOf(labelledRows(checked), resolveTarget(checked, options.of));
  return corpReliabilityOf(forecasts, { level, replicates, seed });
}

/** The same of forecasts, with every option in its range. */
export function corpReliabilityOf(forecasts: Forecasts, options: BandOptions): CorpReliability {
  const groups = outcomesByScore(forecasts);
  const blocks = poolAdjacentViolators(groups.hits, groups.weights);
  const places = bandPlaces(groups.weights, blocks);
  const band = consistencyBand(groups, places, options);
  return {
    thresholds: thresholdsOf(groups, blocks),
    band: band.map((ends, i) => ({ confidence: groups.scores[places[i]!]!, ...ends })),
    level: options.level,
    replicates: options.replicates,
  };
}

/** The isotonic fit alone. */
export function corpThresholdsOf(forecasts: Forecasts): CorpThreshold[] {
  const groups = outcomesByScore(forecasts);
  return thresholdsOf(groups, poolAdjacentViolators(groups.hits, groups.weights));
}

function thresholdsOf({ scores }: OutcomesByScore, blocks: Blocks): CorpThreshold[] {
  return blockEnds(blocks, scores.length).map(([g, b]) => ({
    confidence: scores[g]!,
    frequency: blocks.values[b]!,
  }));
}

/** The first and last group of each block, once if they are the same, with the block. */
function blockEnds({ starts }: Blocks, groupCount: number): [group: number, block: number][] {
  return [...starts].flatMap((start, b): [number, number][] => {
    const end = (starts[b + 1] ?? groupCount) - 1;
    return end === start
      ? [[start, b]]
      : [
          [start, b],
          [end, b],
        ];
  });
}

/** The ends of the blocks, and the groups that hold the quantiles (i + 1/2)/100 of the weight. */
function bandPlaces(weights: Float64Array, blocks: Blocks): number[] {
  const places = new Set(blockEnds(blocks, weights.length).map(([group]) => group));
  const total = sumOf(weights);
  let passed = 0;
  let next = 0;
  for (const [g, weight] of weights.entries()) {
    passed += weight;
    if (passed * quantiles <= (next + 0.5) * total) continue;
    places.add(g);
    while (next < quantiles && passed * quantiles > (next + 0.5) * total) next++;
  }
  return [...places].sort((a, b) => a - b);
}

function checkWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new CalibrationError("invalid-option", {
    problem: "Invalid option",
    expected: least > 0 ? "a whole number above 0" : "a whole number",
    found: String(value),
    field: name,
  });
}
