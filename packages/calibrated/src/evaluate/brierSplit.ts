import { eachClass } from "../data/forecasts.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { poolAdjacentViolators } from "../numerics/poolAdjacentViolators.ts";
import { brierScoreOf } from "./brierScore.ts";
import { labelMasses, rowsByLabel } from "./labelMasses.ts";

/** Where a Brier score comes from: score = miscalibration − discrimination + uncertainty. */
export interface BrierSplit {
  /** What the best non-decreasing map of each class's probability would save; ≥ 0. */
  readonly miscalibration: number;
  /** What the mapped probabilities save over always saying the classes' shares; ≥ 0. */
  readonly discrimination: number;
  /** The score of always saying the classes' shares. */
  readonly uncertainty: number;
}

/**
 * The CORP split of the Brier score into miscalibration, discrimination and uncertainty, class by class against the
 * rest and summed over the classes. The map is the isotonic regression of "is this class" on the class's probability,
 * fitted to these very rows: miscalibration is a little above 0 also for perfect probabilities.
 *
 * @throws CalibrationError `missing-column`, `no-rows`, and those of {@link PredictionTable}.
 *
 * Source: Dimitriadis, Gneiting & Jordan, "Stable Reliability Diagrams for Probabilistic Classifiers", PNAS 118, 2021.
 *
 * @example
 * import { brierSplit } from "calibrated";
 * const probabilities = [[0.9, 0.1], [0.9, 0.1], [0.2, 0.8], [0.2, 0.8]];
 * const { miscalibration, discrimination, uncertainty } = brierSplit({ probabilities, labels: [0, 1, 1, 1] });
 * miscalibration; // => 0.2
 * discrimination; // => 0.125
 * uncertainty; // => 0.375
 */
export function brierSplit(table: PredictionColumns | PredictionTable): BrierSplit {
  const rows = labelledRows(asTable(table));
  return brierSplitOf(rows, brierScoreOf(rows));
}

export function brierSplitOf(rows: LabelledRows, brierScore: number): BrierSplit {
  const withClass = rowsByLabel(rows);
  let mapped = 0;
  let uncertainty = 0;
  eachClass(rows, (forecasts, j) => {
    const { masses, sums } = labelMasses(forecasts, withClass[j]!);
    const split = classSplit(masses, sums);
    mapped += split.mapped;
    uncertainty += split.uncertainty;
  });
  return {
    miscalibration: Math.max(0, brierScore - mapped),
    discrimination: Math.max(0, uncertainty - mapped),
    uncertainty,
  };
}

/** One class's squared error of the isotonic map, and of always saying its share. */
export interface ClassSplit {
  readonly mapped: number;
  readonly uncertainty: number;
}

/**
 * @param masses - the weight at each value of the probability, ascending.
 * @param sums - the weight of the class there.
 */
export function classSplit(masses: Float64Array, sums: Float64Array): ClassSplit {
  const { starts, values } = poolAdjacentViolators(sums, masses);
  let total = 0;
  let positive = 0;
  let mapped = 0;
  for (const [b, value] of values.entries()) {
    const end = starts[b + 1] ?? masses.length;
    let mass = 0;
    for (let i = starts[b]!; i < end; i++) {
      mass += masses[i]!;
      positive += sums[i]!;
    }
    total += mass;
    // Within a block the mean squared distance of 0/1 outcomes to their mean v is v (1 − v).
    mapped += mass * value * (1 - value);
  }
  const share = positive / total;
  return { mapped: mapped / total, uncertainty: share * (1 - share) };
}
