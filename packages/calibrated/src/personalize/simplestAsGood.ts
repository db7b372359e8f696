/** Whether a sum of losses is not greater than another by more than one standard error over the parts. */
export function isAsGood(losses: Float64Array, best: Float64Array): boolean {
  return sum(losses) - sum(best) <= standardError(losses, best);
}

/**
 * The one-standard-error rule: the first of some choices, from the simplest on, that is not worse than the best of them
 * by more than one standard error of their difference.
 *
 * @param losses - for each choice, its loss in each part of the rows.
 */
export function simplestAsGood(losses: readonly Float64Array[]): number {
  const best = losses.reduce((a, b) => (sum(b) < sum(a) ? b : a));
  return losses.findIndex((one) => isAsGood(one, best));
}

/** Of the difference of two sums, from its spread over the parts; no difference is certain of one part. */
function standardError(a: Float64Array, b: Float64Array): number {
  const count = a.length;
  if (count < 2) return Infinity;
  const differences = a.map((one, i) => one - b[i]!);
  const mean = sum(differences) / count;
  const squares = differences.reduce((total, one) => total + (one - mean) ** 2, 0);
  return Math.sqrt((squares * count) / (count - 1));
}

function sum(values: Float64Array): number {
  return values.reduce((total, one) => total + one, 0);
}
