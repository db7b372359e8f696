import { weightsOutside } from "../data/folds.ts";
import { comparable, deviatedNll, fitDeviation, type Shrinkage } from "./deviationFit.ts";
import { affinePoint } from "../fit/affineObjective.ts";
import type { UserRows } from "./userRows.ts";

/**
 * The NLL of a user's rows, each fold under the deviation that the others give, as a function of how tight that is held;
 * asked again, it begins where it ended.
 *
 * @param logs - the log-probabilities of the user's rows under a population without the user; n × k.
 */
export function heldOutDeviation(
  { labels, folds }: UserRows,
  logs: Float64Array,
  classCount: number,
): (shrinkage: Shrinkage) => number {
  const outside = folds.weights.map((_, fold) => weightsOutside(folds, fold));
  const points = outside.map(() => affinePoint(1 + classCount));
  return (shrinkage) => {
    let sum = 0;
    for (let fold = 0; fold < folds.count; fold++) {
      const parameters = fitDeviation(logs, labels, outside[fold]!, classCount, shrinkage, {
        point: points[fold],
        tolerance: comparable,
      });
      sum += deviatedNll(logs, labels, folds.weights[fold]!, classCount, parameters);
    }
    return sum;
  };
}
