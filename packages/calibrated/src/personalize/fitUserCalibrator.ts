import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { checkClassCount } from "../calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { checkPopulation } from "../store/checkPopulation.ts";
import type { AdoptionEvidence, PopulationPrior } from "../store/storeEvidence.ts";
import { isServing } from "./adoption.ts";
import { identityMap } from "./affineMap.ts";
import { personalAdoption } from "./personalAdoption.ts";
import { calibratorOf, personalFit } from "./personalFit.ts";
import { populationLogs } from "./populationFit.ts";
import { populationRowsByUser } from "./populationRows.ts";
import { rowsInContentOrder } from "./rowsInContentOrder.ts";
import { userRows } from "./userRows.ts";

/** What {@link fitUserCalibrator} makes of one user's rows. */
export interface UserCalibratorFit {
  /** The user's own calibrator where it proved itself, else that of the population, or the identity if that does harm. */
  readonly calibrator: BlockCalibrator;
  /** Whether it is the user's own. */
  readonly isOwn: boolean;
  /** What the user's own calibrator gains over the population's on rows left out, and the verdict. */
  readonly evidence: AdoptionEvidence;
}

/**
 * Fits one user's calibrator from that user's rows and what the store's users have in common: the same (to 1e-9) that the
 * user would have got in the pooled fit with that population, whoever else was there. It must prove the same, but against the
 * population as a whole, where the pooled fit leaves the user out of it: a close call can end otherwise.
 *
 * @param table - the labelled rows of one user, with times where the population's had them; user ids in it are not looked
 *   at. Read only, never kept.
 * @param population - of the evidence of a pooled fit; see {@link StoreEvidence}. Without its rule of adoption nothing has
 *   to be proved.
 * @throws CalibrationError `invalid-option` for what is no population; `missing-column` without labels, `no-rows`,
 *   `wrong-class-count`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitUserCalibrator } from "calibrated";
 * const population = { uniformShare: 0, scales: [1, 1], biases: [0, 0], slopePrecision: Infinity, biasPrecision: 1 };
 * // A user who says "dog" far more often than the model thinks.
 * const table = { probabilities: [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], labels: [1, 1, 1] };
 * fitUserCalibrator(table, population).calibrator.calibrate([0.5, 0.5]); // => [0.215423, 0.784577]
 */
export function fitUserCalibrator(
  table: PredictionColumns | PredictionTable,
  population: PopulationPrior,
): UserCalibratorFit {
  checkPopulation(population);
  const checked = asTable(table);
  labelledRows(checked);
  const { base = null, uniformShare, slopePrecision, biasPrecision, adoption = null } = population;
  const map = {
    uniformShare,
    scales: Float64Array.from(population.scales),
    biases: Float64Array.from(population.biases),
  };
  checkClassCount(map.scales.length, checked.classCount);
  const rows = populationRowsByUser(checked, rowsInContentOrder(checked, new Map()));
  const user = userRows(rows, { userId: "", rows: Array.from(rows.labels.keys()) });
  const logs = populationLogs(rows.block, { base, map });
  const raw = populationLogs(rows.block, { base: null, map: identityMap(checked.classCount) });
  const own = { population: logs, crossed: logs, raw };
  const fit = personalFit(user, own, { base, map }, { slopePrecision, biasPrecision });
  const evidence = personalAdoption(adoption ?? noRule, fit.nlls, adoption !== null);
  if (evidence.verdict === "harmful") return { calibrator: new IdentityCalibrator(), isOwn: false, evidence };
  const isOwn = isServing(evidence);
  return { calibrator: isOwn ? fit.calibrator : calibratorOf({ base, map }), isOwn, evidence };
}

const noRule = { meanGain: 0, gainVariance: 0, typicalVariance: 0, rawVariance: 0 };
