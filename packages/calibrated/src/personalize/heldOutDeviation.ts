import { weightsOutside } from "../data/folds.ts";
import { comparable, deviatedNll, fitDeviation, type Shrinkage } from "./deviationFit.ts";
import { affinePoint, type AffinePoint } from "../fit/affineObjective.ts";
import type { UserRows } from "./userRows.ts";

/** Of more classes than this, the second derivatives of five folds of a user are too many to be kept. */
const mostClasses = 16;

/**
 * The NLL of each fold of a user's rows under the deviation that the others give, as a function of how tight that is held;
 * asked again, it begins where it ended.
 *
 * @param logs - the log-probabilities of the user's rows under a population without the user; n × k.
 */
export function heldOutDeviation(
  { labels, folds }: UserRows,
  logs: Float64Array,
  classCount: number,
): (shrinkage: Shrinkage) => Float64Array {
  const outside = folds.weights.map((_, fold) => weightsOutside(folds, fold));
  const points: AffinePoint[] = [];
  const starts: Float64Array[] = [];
  // Of thousands of users at once.
  const isAffine = ({ biasPrecision }: Shrinkage): boolean =>
    biasPrecision !== Infinity && classCount <= mostClasses;
  return (shrinkage) => {
    const nlls = new Float64Array(folds.count);
    for (let fold = 0; fold < folds.count; fold++) {
      const parameters = (starts[fold] = fitDeviation(logs, labels, outside[fold]!, classCount, shrinkage, {
        start: starts[fold],
        point: isAffine(shrinkage) ? (points[fold] ??= affinePoint(1 + classCount)) : undefined,
        tolerance: comparable,
      }));
      nlls[fold] = deviatedNll(logs, labels, folds.weights[fold]!, classCount, parameters);
    }
    return nlls;
  };
}
