import { forecastsOf } from "../data/forecasts.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { meanOf } from "./weightedMean.ts";

/**
 * The weighted mean of the confidence, to be held against the accuracy: above it the model is over-confident.
 *
 * @returns from 1/k to 1.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { meanConfidence } from "calibrated";
 * meanConfidence({ probabilities: [[0.8, 0.2], [0.4, 0.6]], labels: [0, 0] }); // => 0.7
 */
export function meanConfidence(table: PredictionColumns | PredictionTable): number {
  const { scores, weights } = forecastsOf(labelledRows(asTable(table)), "topLabel");
  return meanOf(scores, weights);
}
