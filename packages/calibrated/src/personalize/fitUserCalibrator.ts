import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { checkClassCount } from "../calibrator/blockCalibrator.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import type { PopulationPrior } from "../store/storeEvidence.ts";
import { personalCalibrator } from "./pooledCalibrators.ts";
import { populationLogs } from "./populationFit.ts";

/**
 * The calibrator of one user from that user's rows and what the store's users have in common: the same (to 1e-9) that the
 * user would have got in the pooled fit with that population, whoever else was there.
 *
 * @param table - the labelled rows of one user; user ids in it are not looked at. Read only, never kept.
 * @param population - of the evidence of a pooled fit; see {@link StoreEvidence}.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, `wrong-class-count`, and those of
 *   {@link PredictionTable}.
 *
 * @example
 * import { fitUserCalibrator } from "calibrated";
 * const population = { uniformShare: 0, scales: [1, 1], biases: [0, 0], slopePrecision: Infinity, biasPrecision: 1 };
 * // A user who says "dog" far more often than the model thinks.
 * const table = { probabilities: [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], labels: [1, 1, 1] };
 * fitUserCalibrator(table, population).calibrate([0.5, 0.5]); // => [0.215423, 0.784577]
 */
export function fitUserCalibrator(
  table: PredictionColumns | PredictionTable,
  population: PopulationPrior,
): BlockCalibrator {
  const { block, labels, weights } = labelledRows(asTable(table));
  const { base = null, uniformShare, slopePrecision, biasPrecision } = population;
  const map = {
    uniformShare,
    scales: Float64Array.from(population.scales),
    biases: Float64Array.from(population.biases),
  };
  checkClassCount(map.scales.length, block.classCount);
  const logs = populationLogs(block, { base, map });
  const rows = { labels, weights: weights ?? new Float64Array(labels.length).fill(1) };
  return personalCalibrator(logs, rows, { base, map }, { slopePrecision, biasPrecision });
}
