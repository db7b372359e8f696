import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../calibrator/vectorScalingCalibrator.ts";
import type { FoldNll } from "./adoption.ts";
import { deviated, type AffineMap } from "./affineMap.ts";
import { deviatedNll, deviationOf, fitDeviation, type Shrinkage } from "./deviationFit.ts";
import type { PopulationFit } from "./populationFit.ts";
import type { UserRows } from "./userRows.ts";

/** One user's calibrator, and the NLL of its rows left out under it and under the population's. */
export interface PersonalFit {
  readonly calibrator: BlockCalibrator;
  readonly nlls: readonly FoldNll[];
}

/**
 * Fits the deviation of one user from a population.
 *
 * @param logs - the population's log-probabilities of the user's rows.
 * @param crossed - the same of a population that the user is not part of: what the gain is measured with.
 */
export function personalFit(
  user: UserRows,
  logs: Float64Array,
  crossed: Float64Array,
  { base, map }: PopulationFit,
  shrinkage: Shrinkage,
): PersonalFit {
  const k = map.scales.length;
  const parameters = fitDeviation(logs, user.labels, user.weights, k, shrinkage);
  return {
    calibrator: calibratorOf({ base, map: deviated(map, deviationOf(parameters)) }),
    nlls: foldNlls(user, crossed, k, shrinkage, parameters),
  };
}

function foldNlls(
  { folds, outside, labels, totalWeight }: UserRows,
  logs: Float64Array,
  k: number,
  shrinkage: Shrinkage,
  start: Float64Array,
): FoldNll[] {
  if (folds.count < 2) return [{ weight: totalWeight, own: 0, parent: 0 }];
  const none = new Float64Array(1 + k);
  return folds.weights.map((inFold, fold) => {
    const options = { start, tolerance: 1e-10 };
    const parameters = fitDeviation(logs, labels, outside[fold]!, k, shrinkage, options);
    return {
      weight: inFold.reduce((sum, one) => sum + one, 0),
      own: deviatedNll(logs, labels, inFold, k, parameters),
      parent: deviatedNll(logs, labels, inFold, k, none),
    };
  });
}

/** The simplest calibrator that a population's, or a user's, is. */
export function calibratorOf({ base, map }: PopulationFit): BlockCalibrator {
  const after = affineCalibrator(map);
  if (base === null) return after;
  return after instanceof IdentityCalibrator ? base : new ComposedCalibrator([base, after]);
}

function affineCalibrator({ uniformShare, scales, biases }: AffineMap): BlockCalibrator {
  const isTemperature =
    uniformShare === 0 && biases.every((bias) => bias === 0) && scales.every((scale) => scale === scales[0]);
  if (!isTemperature) return new VectorScalingCalibrator(scales, biases, { uniformShare });
  return scales[0] === 1 ? new IdentityCalibrator() : new TemperatureCalibrator(1 / scales[0]!);
}
