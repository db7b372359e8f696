/**
 * The standard error of a sum over rows, as more rows of the same users would show it: from the spread of each user's blocks around
 * that user's own mean. How far users are from each other is no error here. A user with one block counts as off by all of it.
 *
 * @param blocksOfUsers - how many blocks each user has; they stand one user's after another's.
 * @param sums - of each block's rows.
 * @param weights - of each block.
 */
export function errorWithinUsers(
  blocksOfUsers: Iterable<number>,
  sums: Float64Array,
  weights: Float64Array,
): number {
  let variance = 0;
  let first = 0;
  for (const count of blocksOfUsers) {
    const end = first + count;
    let [sum, weight] = [0, 0];
    for (let block = first; block < end; block++) {
      sum += sums[block]!;
      weight += weights[block]!;
    }
    const mean = count > 1 ? sum / weight : 0;
    const factor = count > 1 ? count / (count - 1) : 1;
    for (let block = first; block < end; block++) {
      variance += factor * (sums[block]! - mean * weights[block]!) ** 2;
    }
    first = end;
  }
  return Math.sqrt(variance);
}
