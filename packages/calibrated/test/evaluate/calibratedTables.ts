import { PredictionTable } from "../../src/data/predictionTable.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

/** The p-values of 400 tables of 500 independent rows whose probabilities are right. */
export function pValuesOfCalibrated(pValueOf: (table: PredictionTable) => number): number[] {
  const random = seededRandom(23);
  return Array.from({ length: 400 }, () => {
    const shares = Array.from({ length: 500 }, () => random.share());
    return pValueOf(
      new PredictionTable({
        probabilities: shares.map((p) => [p, 1 - p]),
        labels: shares.map((p) => (random.share() < p ? 0 : 1)),
      }),
    );
  });
}

/** Kolmogorov's statistic: the largest distance of the distribution of the values to the uniform one. */
export function distanceFromUniform(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((value, i) => Math.max(value - i / sorted.length, (i + 1) / sorted.length - value)),
  );
}

/** A distance that uniform values exceed once in a thousand times: √(ln(2 / 0.001) / 2n). */
export function farForUniform(count: number): number {
  return Math.sqrt(Math.log(2 / 0.001) / (2 * count));
}
