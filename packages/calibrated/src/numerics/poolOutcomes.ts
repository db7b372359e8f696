import { OutcomePooling, type OutcomeBlocks } from "./outcomePooling.ts";

/**
 * The least-squares fit of a non-decreasing sequence to outcomes of 0 and 1 by score, in one pass: scores less than
 * `resolution` above the first of their group are that one score. All sums are counts, so that nothing is rounded, and
 * the blocks are those of `poolAdjacentViolators`.
 *
 * @param outcomes - scores ≥ 0 in ascending order, at least one; one that came true has its sign bit set.
 *
 * Source: Barlow, Bartholomew, Bremner & Brunk, "Statistical Inference under Order Restrictions", 1972.
 */
export function poolOutcomes(outcomes: Float64Array, resolution: number): OutcomeBlocks {
  const pooling = new OutcomePooling(resolution);
  pooling.addSorted(outcomes);
  return pooling.blocks();
}
