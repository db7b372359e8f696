import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { sidesOf } from "../evaluate/evaluateStore.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { checkReportOptions, type BuildReportOptions } from "./reportOptions.ts";
import { riskCoveragePicture, type RiskCoveragePicture } from "./riskCoveragePicture.ts";

/**
 * The part of a report on accepting the sure rows alone: `riskCoverage` of {@link buildReport} without the rest.
 *
 * @throws CalibrationError as {@link buildReport}.
 *
 * @example
 * import { buildRiskCoverage } from "calibrated/report";
 * const table = { probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] };
 * const { curve } = buildRiskCoverage(table, null);
 * curve.raw.map(({ risk }) => risk); // => [0, 0.5]
 */
export function buildRiskCoverage(
  table: PredictionColumns | PredictionTable,
  store: CalibratorStore | null = null,
  options: BuildReportOptions = {},
): RiskCoveragePicture {
  return riskCoveragePicture(sidesOf(asTable(table), store), store, checkReportOptions(options));
}
