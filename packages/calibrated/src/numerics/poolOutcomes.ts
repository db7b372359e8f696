import { highHalf } from "./highHalf.ts";

/** Blocks of equal fitted value, by ascending score. */
export interface OutcomeBlocks {
  /** The first score of each block, and the one that stands for the last of its groups. */
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
  /** How many outcomes of each block came true, and how many there are. */
  readonly sums: readonly number[];
  readonly masses: readonly number[];
}

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
  const words = new Uint32Array(outcomes.buffer, outcomes.byteOffset, 2 * outcomes.length);
  const n = outcomes.length;
  const firsts: number[] = [];
  const lasts: number[] = [];
  const sums: number[] = [];
  const masses: number[] = [];
  // The block at work; the others are compared with it only when it ends.
  let [first, last, sum, mass] = [0, 0, 0, 0];
  for (let i = 0; i <= n;) {
    const start = i;
    const score = Math.abs(i < n ? outcomes[i]! : Infinity);
    let hits = 0;
    while (i < n && Math.abs(outcomes[i]!) - score < resolution) hits += words[2 * i++ + highHalf]! >>> 31;
    const count = i - start;
    // After the last group, one of infinite mean ends the last block.
    if (count === 0) {
      hits = 1;
      i++;
    }
    while (sum * count < hits * mass) {
      const before = sums.length - 1;
      if (before >= 0 && sums[before]! * mass >= sum * masses[before]!) {
        sum += sums.pop()!;
        mass += masses.pop()!;
        first = firsts.pop()!;
        lasts.pop();
        continue;
      }
      firsts.push(first);
      lasts.push(last);
      sums.push(sum);
      masses.push(mass);
      sum = 0;
      mass = 0;
    }
    if (mass === 0) first = score;
    last = score;
    sum += hits;
    mass += count;
  }
  return { firsts, lasts, sums, masses };
}
