import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { forecastsOf } from "../data/forecasts.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { meanOf } from "./weightedMean.ts";

/**
 * The weighted share of rows whose most probable class (the first one on a tie) is the label.
 *
 * @returns from 0 to 1.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { accuracy } from "calibrated";
 * accuracy({ probabilities: [[0.8, 0.2], [0.6, 0.4]], labels: [0, 1] }); // => 0.5
 */
export function accuracy(table: PredictionColumns | PredictionTable): number {
  const { outcomes, weights } = forecastsOf(labelledRows(asTable(table)), "topLabel");
  return meanOf(outcomes, weights);
}
