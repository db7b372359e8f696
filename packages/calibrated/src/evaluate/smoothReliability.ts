import { checkOptions } from "../data/checkOptions.ts";
import { forecastsOf, resolveTarget, type ForecastTarget } from "../data/forecasts.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { gridCells, smoothGrid, splatOnGrid, valueOnGrid } from "../numerics/reflectedGaussian.ts";
import { rowShares } from "./rowShares.ts";
import { smoothEceOf } from "./smoothEce.ts";

/** One place of a smooth reliability curve. */
export interface SmoothReliabilityPoint {
  /** From 0 to 1. */
  readonly confidence: number;
  /** The smoothed share of rows that were right; null where there are none near. */
  readonly accuracy: number | null;
  /** How densely the rows lie here; integrates to 1 over [0, 1]. */
  readonly density: number;
}

/** A smooth reliability curve, with the bandwidth it was smoothed with. */
export interface SmoothReliability {
  /** Standard deviation of the Gaussian, on the scale of the confidence. */
  readonly bandwidth: number;
  readonly points: readonly SmoothReliabilityPoint[];
}

/** What {@link smoothReliability} may be told. */
export interface SmoothReliabilityOptions {
  /**
   * At how many confidences, evenly from 0 to 1; from 2 to 100001, default 101. The density is exact at each; their mean
   * is 1 only if the points are closer than the bandwidth.
   */
  readonly points?: number | undefined;
  /** Default `"topLabel"`. */
  readonly of?: ForecastTarget | undefined;
}

/** Rows this sparse are further away than a Gaussian reaches in doubles. */
const noDensity = 1e-12;

/**
 * Reliability without bins, of the top label or of one class: at each confidence the mean outcome of the rows near it
 * (Nadaraya & Watson), weighted by a Gaussian reflected at 0 and 1, with the bandwidth of the smooth calibration error.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, `invalid-option`, and those of {@link PredictionTable}.
 *
 * Source: Błasiok & Nakkiran, "Smooth ECE: Principled Reliability Diagrams via Kernel Smoothing", 2023.
 *
 * @example
 * import { smoothReliability } from "calibrated";
 * const table = { probabilities: [[0.8, 0.2], [0.8, 0.2]], labels: [0, 1] };
 * const { bandwidth, points } = smoothReliability(table, { points: 11 });
 * bandwidth; // => 0.3
 * points[8]!.confidence; // => 0.8
 * points[8]!.accuracy; // => 0.5
 * smoothReliability(table, { points: 11, of: 1 }).points[2]!.accuracy; // => 0.5
 */
export function smoothReliability(
  table: PredictionColumns | PredictionTable,
  options: SmoothReliabilityOptions = {},
): SmoothReliability {
  checkOptions(options, ["points", "of"]);
  const checked = asTable(table);
  const of = resolveTarget(checked, options.of);
  const { scores, outcomes, weights } = forecastsOf(labelledRows(checked), of);
  const { bandwidth } = smoothEceOf(scores, outcomes, weights);
  return smoothReliabilityOf(scores, outcomes, weights, bandwidth, options.points ?? 101);
}

/**
 * @param scores - in [0, 1].
 * @param outcomes - 0 or 1, or a share of both.
 * @param weights - null for 1 everywhere.
 */
export function smoothReliabilityOf(
  scores: Float64Array,
  outcomes: ArrayLike<number>,
  weights: Float64Array | null,
  bandwidth: number,
  points: number,
): SmoothReliability {
  checkPoints(points);
  const shares = rowShares(scores.length, weights);
  const cells = gridCells(bandwidth);
  const smoothed = (masses: Float64Array): Float64Array =>
    smoothGrid(splatOnGrid(scores, masses, cells), bandwidth);
  const rows = smoothed(shares);
  const right = smoothed(shares.map((share, row) => share * outcomes[row]!));
  return {
    bandwidth,
    points: Array.from({ length: points }, (_, i) => {
      const confidence = i / (points - 1);
      const density = Math.max(valueOnGrid(rows, confidence), 0);
      const accuracy = Math.min(Math.max(valueOnGrid(right, confidence) / density, 0), 1);
      return { confidence, accuracy: density < noDensity ? null : accuracy, density };
    }),
  };
}

function checkPoints(points: number): void {
  if (Number.isInteger(points) && points >= 2 && points <= 100_001) return;
  throw new CalibrationError("invalid-option", {
    problem: "Invalid number of points",
    expected: "a whole number from 2 to 100001",
    found: String(points),
    field: "points",
  });
}
