import { sumOf } from "../numerics/sumOf.ts";

/** Where one part alone differs, the difference is one standard error, and rounding would decide. */
const rounding = 1e-9;

/** Whether a sum of losses is not greater than another by more than one standard error over the parts. */
export function isAsGood(losses: Float64Array, best: Float64Array): boolean {
  const error = spreadOverParts(losses.map((loss, part) => loss - best[part]!));
  return sumOf(losses) - sumOf(best) <= error * (1 + rounding);
}

/**
 * The one-standard-error rule: the first of some choices, from the simplest on, that is not worse than the best of them
 * by more than one standard error of their difference.
 *
 * @param losses - for each choice, its loss in each part of the rows.
 * @param errorOf - the standard error of the sum of some differences; default from their spread over the parts.
 */
export function simplestAsGood(
  losses: readonly Float64Array[],
  errorOf: (differences: Float64Array) => number = spreadOverParts,
): number {
  const best = losses.reduce((a, b) => (sumOf(b) < sumOf(a) ? b : a));
  return losses.findIndex(
    (one) => sumOf(one) - sumOf(best) <= errorOf(one.map((loss, part) => loss - best[part]!)),
  );
}

/** The standard error of a sum from its terms' spread; nothing is certain of one term. */
function spreadOverParts(differences: Float64Array): number {
  const count = differences.length;
  if (count < 2) return Infinity;
  const mean = sumOf(differences) / count;
  const squares = differences.reduce((total, one) => total + (one - mean) ** 2, 0);
  return Math.sqrt((squares * count) / (count - 1));
}
