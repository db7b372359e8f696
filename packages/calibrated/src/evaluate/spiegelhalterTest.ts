import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { normalUpperTail } from "../numerics/normalDistribution.ts";
import { forecastsOf, type Forecasts } from "../data/forecasts.ts";

/** Spiegelhalter's statistic, standard normal if the confidences are calibrated and the rows independent. */
export interface SpiegelhalterTest {
  /** Above 0 where being wrong came with more confidence than it should. */
  readonly z: number;
  /** Two-sided: how likely a |z| as large is under calibration. */
  readonly pValue: number;
}

/**
 * Spiegelhalter's test of the top label: Z = Σ w (y − f)(1 − 2f) / √Σ w (1 − 2f)² f (1 − f), f being the confidence and
 * y whether the top class was right.
 *
 * @returns null if no row could tell: every confidence is 1/2 or 1.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Spiegelhalter, "Probabilistic Prediction in Patient Management and Clinical Trials", Statistics in Medicine 5,
 * 1986.
 *
 * @example
 * import { spiegelhalterTest } from "calibrated";
 * // Says 0.9 and is right 6 times in 10, by chance or not?
 * const probabilities = Array.from({ length: 10 }, () => [0.9, 0.1]);
 * const { z, pValue } = spiegelhalterTest({ probabilities, labels: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1] })!;
 * z; // => 3.16227766
 * pValue; // => 0.00156540
 */
export function spiegelhalterTest(table: PredictionColumns | PredictionTable): SpiegelhalterTest | null {
  return spiegelhalterTestOf(forecastsOf(labelledRows(asTable(table)), "topLabel"));
}

export function spiegelhalterTestOf({ scores, outcomes, weights }: Forecasts): SpiegelhalterTest | null {
  const sum = new CompensatedSum();
  const variance = new CompensatedSum();
  for (let row = 0; row < scores.length; row++) {
    const f = scores[row]!;
    const weight = weights === null ? 1 : weights[row]!;
    const slope = 1 - 2 * f;
    sum.add(weight * (outcomes[row]! - f) * slope);
    variance.add(weight * slope * slope * f * (1 - f));
  }
  if (!(variance.value > 0)) return null;
  const z = sum.value / Math.sqrt(variance.value);
  return { z, pValue: Math.min(1, 2 * normalUpperTail(Math.abs(z))) };
}
