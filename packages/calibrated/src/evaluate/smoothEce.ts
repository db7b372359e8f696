import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { integrateAbsolute } from "../numerics/integrateAbsolute.ts";
import { narrowFixedPoint, type Bracket } from "../numerics/narrowFixedPoint.ts";
import { gridCells, smoothGrid, splatOnGrid } from "../numerics/reflectedGaussian.ts";
import { rowShares } from "./rowShares.ts";
import { forecastsOf } from "../data/forecasts.ts";

/** A smooth calibration error, with the bandwidth it was found at. */
export interface SmoothEce {
  /** From 0 to 1. */
  readonly value: number;
  /** Standard deviation of the Gaussian, on the scale of the confidence: equal to `value`, but not below 1e-4. */
  readonly bandwidth: number;
}

/** A smaller one would tell apart errors that nobody can see, on a grid that is larger than most tables. */
const smallestBandwidth = 1e-4;

/** The bandwidth is known when its bounds are this close. */
const solvedRatio = 1 + 1e-13;

/**
 * Smooth calibration error of the top label: confidence − outcome of the rows, smoothed over the confidence by a
 * Gaussian that is reflected at 0 and 1, and the absolute value of that integrated. There are no bins, and no
 * bandwidth to choose: it is the one that equals the error found with it, of which there is exactly one. Where that
 * would be below 1e-4, `bandwidth` is 1e-4 and `value` is the error found with it.
 *
 * Unlike with bins, a small change of the confidences is a small change of the value.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Błasiok & Nakkiran, "Smooth ECE: Principled Reliability Diagrams via Kernel Smoothing", 2023.
 *
 * @example
 * import { smoothEce } from "calibrated";
 * const { value, bandwidth } = smoothEce({ probabilities: [[0.8, 0.2], [0.8, 0.2]], labels: [0, 1] });
 * value; // => 0.3
 * bandwidth; // => 0.3
 */
export function smoothEce(table: PredictionColumns | PredictionTable): SmoothEce {
  const rows = labelledRows(asTable(table));
  const { scores, outcomes } = forecastsOf(rows, "topLabel");
  return smoothEceOf(scores, outcomes, rows.weights);
}

/**
 * @param scores - in [0, 1].
 * @param outcomes - 0 or 1, or a share of both.
 * @param weights - null for 1 everywhere.
 */
export function smoothEceOf(
  scores: Float64Array,
  outcomes: ArrayLike<number>,
  weights: Float64Array | null,
): SmoothEce {
  const residuals = residualMasses(scores, outcomes, weights);
  const { positions, masses } = withoutMoreRowsThanNodes(scores, residuals);
  const errorOnGridFor = (bandwidth: number): ((bandwidth: number) => number) => {
    const grid = splatOnGrid(positions, masses, gridCells(bandwidth));
    return (actual) => integrateAbsolute(smoothGrid(grid, actual));
  };
  const near = narrowFixedPoint((bandwidth) => errorOnGridFor(bandwidth)(bandwidth), bounds(residuals), 2);
  const error = errorOnGridFor(near.low);
  if (near.low === smallestBandwidth) {
    const value = error(smallestBandwidth);
    if (value <= smallestBandwidth) return { value, bandwidth: smallestBandwidth };
  }
  const { low, high } = narrowFixedPoint(error, near, solvedRatio);
  const value = low === high ? low : Math.sqrt(low * high);
  return { value, bandwidth: value };
}

/** What each row adds to the residual: its share of all weight times score − outcome. */
export function residualMasses(
  scores: Float64Array,
  outcomes: ArrayLike<number>,
  weights: Float64Array | null,
): Float64Array {
  const shares = rowShares(scores.length, weights);
  return shares.map((share, row) => share * (scores[row]! - outcomes[row]!));
}

/** At no bandwidth is the error below the net residual, or above the sum of the absolute ones. */
function bounds(residuals: Float64Array): Bracket {
  const net = new CompensatedSum();
  const absolute = new CompensatedSum();
  for (const residual of residuals) {
    net.add(residual);
    absolute.add(Math.abs(residual));
  }
  return { low: Math.max(Math.abs(net.value), smallestBandwidth), high: absolute.value };
}

/** Rows that are more than the nodes of the finest grid are put on it once, and its nodes then stand for them. */
function withoutMoreRowsThanNodes(
  scores: Float64Array,
  residuals: Float64Array,
): { positions: Float64Array; masses: Float64Array } {
  const cells = gridCells(smallestBandwidth);
  if (scores.length <= cells) return { positions: scores, masses: residuals };
  return {
    positions: Float64Array.from({ length: cells + 1 }, (_, node) => node / cells),
    masses: splatOnGrid(scores, residuals, cells),
  };
}
