/** Runs of equal fitted value: block b covers points `starts[b]` to `starts[b + 1] - 1` (or the last point). */
export interface Blocks {
  readonly starts: Uint32Array;
  readonly values: Float64Array;
}

/**
 * Weighted least-squares fit of a non-decreasing sequence, as blocks of equal value; neighbouring blocks differ.
 *
 * Each block keeps the sum of its weighted targets and of its weights, and two means are compared by
 * cross-multiplication: with integer weights and 0/1 targets no rounding takes part, so blocks of equal mean
 * always merge.
 *
 * @param weightedTargets - weight × target of each point.
 * @param weights - the weights, each > 0; same length.
 *
 * Source: Barlow, Bartholomew, Bremner & Brunk, "Statistical Inference under Order Restrictions", 1972.
 */
export function poolAdjacentViolators(weightedTargets: Float64Array, weights: Float64Array): Blocks {
  const n = weights.length;
  const sums = new Float64Array(n);
  const masses = new Float64Array(n);
  const starts = new Uint32Array(n);
  let last = -1;
  for (let i = 0; i < n; i++) {
    let sum = weightedTargets[i]!;
    let mass = weights[i]!;
    let start = i;
    while (last >= 0 && sums[last]! * mass >= sum * masses[last]!) {
      sum += sums[last]!;
      mass += masses[last]!;
      start = starts[last]!;
      last--;
    }
    last++;
    sums[last] = sum;
    masses[last] = mass;
    starts[last] = start;
  }
  const count = last + 1;
  const values = new Float64Array(count);
  for (let b = 0; b < count; b++) values[b] = sums[b]! / masses[b]!;
  return { starts: starts.slice(0, count), values };
}
