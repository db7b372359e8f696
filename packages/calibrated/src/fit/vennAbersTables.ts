import { CompensatedSum } from "../numerics/compensatedSum.ts";

/** p0 and p1 of inductive Venn–Abers prediction below, between, at and above k scores. */
export interface VennAbersTables {
  /** `lower[i]`: p0 from score i − 1, itself included, to score i. k + 1 values, the first 0. */
  readonly lower: Float64Array;
  /** `upper[i]`: p1 from score i − 1 to score i, itself included. k + 1 values, the last 1. */
  readonly upper: Float64Array;
}

/**
 * The value of the isotonic fit at each score with one point more there, of weight 1 and label 0 or label 1.
 *
 * Between two scores p0 is what it is at the lower one, with which a point labelled 0 always pools, and p1 what it is at
 * the upper one. Below all scores p0 is 0, above all of them p1 is 1. Linear in k.
 *
 * @param sums - of the weights at each score, by ascending score, those of the rows with the label.
 * @param masses - of the weights of all rows at that score; each > 0.
 *
 * Source: Vovk, Petej & Fedorova, "Large-scale probabilistic predictors with and without guarantees of validity", NIPS
 * 2015 (that it can be done in linear time).
 */
export function vennAbersTables(sums: Float64Array, masses: Float64Array): VennAbersTables {
  const k = sums.length;
  const lower = new Float64Array(k + 1);
  const upper = new Float64Array(k + 1).fill(1);
  stepsWithOneAdded(sums, masses, (i, rise, run) => {
    upper[i] = rise / run;
  });
  // A point labelled 0 is one labelled 1 where scores and labels are reversed.
  const opposite = sums.map((sum, i) => masses[i]! - sum);
  stepsWithOneAdded(opposite.toReversed(), masses.toReversed(), (i, rise, run) => {
    lower[k - i] = (run - rise) / run;
  });
  keepInOrder(lower, upper);
  return { lower, upper };
}

/** What is true of exact sums, and of rounded ones but for the last digits: rising, in [0, 1], p0 ≤ p1. */
function keepInOrder(lower: Float64Array, upper: Float64Array): void {
  const k = lower.length - 1;
  for (let i = 1; i <= k; i++) lower[i] = Math.min(Math.max(lower[i]!, lower[i - 1]!), 1);
  for (let i = k - 1; i >= 0; i--) upper[i] = Math.min(upper[i]!, upper[i + 1]!);
  for (let i = 1; i <= k; i++) upper[i - 1] = Math.max(upper[i - 1]!, lower[i]!);
}

/**
 * For each score the edge of the greatest convex line across it after a point of weight 1 and label 1 came there.
 *
 * The line runs below the points P(j) = (masses to j, sums to j), of which those before score i are moved by (−1, −1).
 * From one i to the next P(i) moves. Where it stays on or above the edge, the edge stays; else it becomes the left end of
 * the new edge, and the points that bend the line the wrong way leave. What is left of the edge is never needed again.
 */
function stepsWithOneAdded(
  sums: Float64Array,
  masses: Float64Array,
  visit: (i: number, rise: number, run: number) => void,
): void {
  const k = sums.length;
  const x = runningSums(masses);
  const y = runningSums(sums);
  const line = new ConvexLine(k + 1);
  for (let i = k; i > 0; i--) line.extend(x[i]!, y[i]!);
  line.extend(-1, -1);
  for (let i = 0; i < k; i++) {
    // Beside masses of 1e16 the move is lost in rounding; the edge must come along all the same.
    if (i > 0 && (line.isAbove(x[i]! - 1, y[i]! - 1) || line.edgeEnd <= x[i]!)) {
      line.drop();
      line.extend(x[i]! - 1, y[i]! - 1);
    }
    if (line.run > 0) visit(i, line.rise, line.run);
  }
}

function runningSums(terms: Float64Array): Float64Array {
  const sums = new Float64Array(terms.length + 1);
  const sum = new CompensatedSum();
  for (let i = 0; i < terms.length; i++) {
    sum.add(terms[i]!);
    sums[i + 1] = sum.value;
  }
  return sums;
}

/** A convex line, extended to the left. */
class ConvexLine {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  #last = -1;

  constructor(most: number) {
    this.#x = new Float64Array(most);
    this.#y = new Float64Array(most);
  }

  /** Where the first edge ends. */
  get edgeEnd(): number {
    return this.#x[this.#last - 1]!;
  }

  get run(): number {
    return this.#x[this.#last - 1]! - this.#x[this.#last]!;
  }

  get rise(): number {
    return this.#y[this.#last - 1]! - this.#y[this.#last]!;
  }

  /** Whether the first edge is above a point. */
  isAbove(x: number, y: number): boolean {
    return (x - this.#x[this.#last]!) * this.rise > (y - this.#y[this.#last]!) * this.run;
  }

  drop(): void {
    this.#last--;
  }

  /** Puts a point before the first; those that would bend the line the wrong way leave. */
  extend(x: number, y: number): void {
    while (this.#last > 0) {
      const run = this.#x[this.#last]! - x;
      const rise = this.#y[this.#last]! - y;
      if (rise * this.run < this.rise * run) break;
      this.#last--;
    }
    this.#last++;
    this.#x[this.#last] = x;
    this.#y[this.#last] = y;
  }
}
