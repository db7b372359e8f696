import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { argsort } from "../numerics/argsort.ts";
import { brownianRangeUpperTail } from "../numerics/brownianRange.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { forecastsOf, type Forecasts } from "../data/forecasts.ts";

/** How far the running sum of what came true drifts from the running sum of what was said. */
export interface KuiperTest {
  /** The range of the running mean difference, from 0 to 1. No bins. */
  readonly value: number;
  /** The same in standard deviations under calibration; null if there is none, every confidence being 1. */
  readonly scaled: number | null;
  /** How likely a range as large is if the confidences are calibrated and the rows independent. */
  readonly pValue: number;
}

/**
 * Kuiper's calibration error of the top label (ECCE-R): rows sorted by confidence, the running sum of
 * (right − confidence) / n, and its largest minus its smallest value, 0 included. Rows of equal confidence are added
 * together. The p-value is that of the range of a Brownian motion.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Arrieta-Ibarra, Gujral, Tannen, Tygert & Xu, "Metrics of Calibration for Probabilistic Predictions", JMLR 23,
 * 2022.
 *
 * @example
 * import { kuiperTest } from "calibrated";
 * const probabilities = Array.from({ length: 10 }, () => [0.9, 0.1]);
 * const { value, scaled, pValue } = kuiperTest({ probabilities, labels: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1] });
 * value; // => 0.3
 * scaled; // => 3.16227766
 * pValue; // => 0.0062616
 */
export function kuiperTest(table: PredictionColumns | PredictionTable): KuiperTest {
  return kuiperTestOf(forecastsOf(labelledRows(asTable(table)), "topLabel"));
}

/** @param order - the rows by ascending score. */
export function kuiperTestOf(
  { scores, outcomes, weights }: Forecasts,
  order: Uint32Array = argsort(scores),
): KuiperTest {
  const drift = new CompensatedSum();
  const variance = new CompensatedSum();
  const total = new CompensatedSum();
  let lowest = 0;
  let highest = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const f = scores[row]!;
    const weight = weights === null ? 1 : weights[row]!;
    drift.add(weight * (outcomes[row]! - f));
    variance.add(weight * f * (1 - f));
    total.add(weight);
    if (i + 1 < order.length && scores[order[i + 1]!] === f) continue;
    lowest = Math.min(lowest, drift.value);
    highest = Math.max(highest, drift.value);
  }
  const range = highest - lowest;
  const deviation = Math.sqrt(variance.value);
  const value = range / total.value;
  if (!(deviation > 0)) return { value, scaled: null, pValue: range > 0 ? 0 : 1 };
  return { value, scaled: range / deviation, pValue: brownianRangeUpperTail(range / deviation) };
}
