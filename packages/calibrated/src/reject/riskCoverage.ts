import { forecastsOf } from "../data/forecasts.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { argsort } from "../numerics/argsort.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";

/** What happens to the rows of a table at one threshold. */
export interface RiskCoveragePoint {
  /** Rows of at least this confidence are accepted. */
  readonly threshold: number;
  /** Accepted share of the weight, inside (0, 1]. */
  readonly coverage: number;
  /** Weighted share of the accepted rows that are wrong. */
  readonly risk: number;
  /** Weight of the accepted rows, and of those among them that are wrong. */
  readonly accepted: number;
  readonly errors: number;
}

/** A risk–coverage curve in columns, by descending threshold: one entry per distinct confidence. */
export interface RiskCoverage {
  readonly threshold: Float64Array;
  /** Weight of the rows of at least the threshold's confidence, and of those among them that are wrong. */
  readonly accepted: Float64Array;
  readonly errors: Float64Array;
  /** The weight of all rows. */
  readonly total: number;
}

/**
 * Coverage and risk at every threshold that makes a difference: the distinct confidences, from the highest to the
 * lowest. Rows of equal confidence are accepted together.
 *
 * @param table - labelled rows; calibrate the probabilities first if calibrated ones are served.
 * @returns as many points as there are distinct confidences; the last one accepts everything.
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: El-Yaniv & Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 11, 2010.
 *
 * @example
 * import { riskCoverageCurve } from "calibrated";
 * const curve = riskCoverageCurve({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * curve.map(({ threshold }) => threshold); // => [0.9, 0.6]
 * curve.map(({ coverage }) => coverage); // => [0.5, 1]
 * curve.map(({ risk }) => risk); // => [0, 0.5]
 */
export function riskCoverageCurve(table: PredictionColumns | PredictionTable): RiskCoveragePoint[] {
  const curve = riskCoverageOfRows(labelledRows(asTable(table)));
  return Array.from(curve.threshold, (threshold, i) => {
    const accepted = curve.accepted[i]!;
    const errors = curve.errors[i]!;
    return { threshold, coverage: accepted / curve.total, risk: errors / accepted, accepted, errors };
  });
}

/** The curve of rows whose confidence is the largest of their probabilities. */
export function riskCoverageOfRows(rows: LabelledRows): RiskCoverage {
  const { confidence, isWrong } = confidencesOf(rows);
  return riskCoverageOf(confidence, isWrong, rows.weights);
}

/** The largest probability of each row, and 1 where its class is not the label. */
export function confidencesOf(rows: LabelledRows): {
  readonly confidence: Float64Array;
  readonly isWrong: Uint8Array;
} {
  const { scores, outcomes } = forecastsOf(rows, "topLabel");
  return { confidence: scores, isWrong: wrongOf(outcomes) };
}

/** 1 where a 0/1 outcome is 0. */
export function wrongOf(outcomes: Float64Array): Uint8Array {
  const isWrong = new Uint8Array(outcomes.length);
  for (let row = 0; row < isWrong.length; row++) isWrong[row] = 1 - outcomes[row]!;
  return isWrong;
}

/**
 * @param weights - above 0; null for a weight of 1 everywhere.
 * @param order - the rows by ascending confidence.
 */
export function riskCoverageOf(
  confidence: Float64Array,
  isWrong: Uint8Array,
  weights: Float64Array | null,
  order: Uint32Array = argsort(confidence),
): RiskCoverage {
  const columns = [0, 1, 2].map(() => new Float64Array(order.length));
  const [threshold, accepted, errors] = columns as [Float64Array, Float64Array, Float64Array];
  const acceptedSum = new CompensatedSum();
  const errorSum = new CompensatedSum();
  let count = 0;
  for (let at = order.length - 1; at >= 0; at--) {
    const row = order[at]!;
    const weight = weights === null ? 1 : weights[row]!;
    acceptedSum.add(weight);
    if (isWrong[row] === 1) errorSum.add(weight);
    if (at > 0 && confidence[order[at - 1]!] === confidence[row]) continue;
    threshold[count] = confidence[row]!;
    accepted[count] = acceptedSum.value;
    errors[count] = errorSum.value;
    count++;
  }
  return {
    threshold: threshold.slice(0, count),
    accepted: accepted.slice(0, count),
    errors: errors.slice(0, count),
    total: acceptedSum.value,
  };
}

/** The weight that is accepted at a threshold, and the weight of the errors in it. */
export function acceptedAt(
  { threshold, accepted, errors }: RiskCoverage,
  at: number,
): { readonly accepted: number; readonly errors: number } {
  let from = 0;
  let to = threshold.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (threshold[middle]! >= at) from = middle + 1;
    else to = middle;
  }
  return from === 0
    ? { accepted: 0, errors: 0 }
    : { accepted: accepted[from - 1]!, errors: errors[from - 1]! };
}
