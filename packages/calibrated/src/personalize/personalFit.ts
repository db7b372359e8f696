import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../calibrator/vectorScalingCalibrator.ts";
import { weightsOutside } from "../data/folds.ts";
import { deviated, type AffineMap } from "./affineMap.ts";
import { deviatedNll, deviationOf, fitDeviation, type Shrinkage } from "./deviationFit.ts";
import { nllOfLogs } from "./nllOfLogs.ts";
import type { PersonalNll } from "./personalAdoption.ts";
import type { PopulationFit } from "./populationFit.ts";
import type { UserRows } from "./userRows.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** One user's calibrator, and the NLL of its rows left out under it, under the population's and under none. */
export interface PersonalFit {
  readonly calibrator: BlockCalibrator;
  readonly nlls: readonly PersonalNll[];
}

/** Log-probabilities of one user's rows; n × k. */
export interface UserLogs {
  /** Under the population; a constant in each row does not matter. */
  readonly population: Float64Array;
  /** Under a population that the user is not part of: what the gain is measured with. */
  readonly crossed: Float64Array;
  /** As the model gave them. */
  readonly raw: Float64Array;
}

/** Fits the deviation of one user from a population. */
export function personalFit(
  user: UserRows,
  logs: UserLogs,
  { base, map }: PopulationFit,
  shrinkage: Shrinkage,
): PersonalFit {
  const k = map.scales.length;
  const parameters = fitDeviation(logs.population, user.labels, user.weights, k, shrinkage);
  return {
    calibrator: calibratorOf({ base, map: deviated(map, deviationOf(parameters)) }),
    nlls: foldNlls(user, logs, k, shrinkage, parameters),
  };
}

function foldNlls(
  { folds, labels, totalWeight }: UserRows,
  { crossed, raw }: UserLogs,
  k: number,
  shrinkage: Shrinkage,
  start: Float64Array,
): PersonalNll[] {
  if (folds.count < 2) return [{ weight: totalWeight, own: 0, parent: 0, raw: 0 }];
  return folds.weights.map((inFold, fold) => {
    const options = { start, tolerance: 1e-10 };
    const outside = weightsOutside(folds, fold);
    const parameters = fitDeviation(crossed, labels, outside, k, shrinkage, options);
    const parent = weightedNll(crossed, labels, inFold, k);
    // A user who does not deviate gains nothing, not even rounding.
    const isSame = parameters.every((one) => one === 0);
    return {
      weight: sumOf(inFold),
      own: isSame ? parent : deviatedNll(crossed, labels, inFold, k, parameters),
      parent,
      raw: weightedNll(raw, labels, inFold, k),
    };
  });
}

/** The weighted sum of NLL of rows whose exponentials sum to 1. */
function weightedNll(logs: Float64Array, labels: Int32Array, weights: Float64Array, k: number): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    if (weights[row]! > 0) sum += weights[row]! * nllOfLogs(logs, labels, row, k);
  }
  return sum;
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
