import type { Forecasts } from "../data/forecasts.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { argsort } from "../numerics/argsort.ts";
import { coarseKeys, coarseRuns, type CoarseRuns } from "../numerics/coarseOrder.ts";
import { poolAdjacentViolators } from "../numerics/poolAdjacentViolators.ts";
import { slotMasses } from "../numerics/slotMasses.ts";

/** Rows by ascending probability of a class, in runs that isotonic regression does not part. */
export interface LabelMasses {
  /** The weight of each run. */
  readonly masses: Float64Array;
  /** The weight in it that has the class. */
  readonly sums: Float64Array;
}

/** From so many rows on a coarse sort comes first. */
const manyRows = 20_000;

/**
 * The rows as isotonic regression of "is class j" on the probability of class j sees them, without sorting them all.
 *
 * @param forecasts - of class j.
 * @param withClass - the rows that have class j.
 */
export function labelMasses(forecasts: Forecasts, withClass: Uint32Array): LabelMasses {
  const isCoarse = forecasts.weights === null && forecasts.scores.length >= manyRows;
  return isCoarse ? massesAroundSteps(forecasts) : massesBetweenLabels(forecasts, withClass);
}

/**
 * Sorts only the rows with the class. Those without it that follow one with it belong to its block whatever comes next,
 * so that they need only be counted.
 */
export function massesBetweenLabels({ scores, weights }: Forecasts, withClass: Uint32Array): LabelMasses {
  const own = Float64Array.from(withClass, (row) => scores[row]!);
  const edges = own.slice().sort();
  let count = 0;
  for (const edge of edges) if (count === 0 || edge !== edges[count - 1]) edges[count++] = edge;
  const distinct = edges.subarray(0, count);
  const masses = slotMasses(distinct, scores, weights);
  const sums = slotMasses(distinct, own, weights && Float64Array.from(withClass, (row) => weights[row]!));
  // The first run holds what lies below every row with the class.
  const from = masses[0] === 0 ? 1 : 0;
  return { masses: masses.subarray(from), sums: sums.subarray(from) };
}

/**
 * Sorts the rows coarsely, and exactly only those of near probabilities among which the fit can have a step.
 *
 * Isotonic regression is the greatest convex line below the points (cumulative weight, cumulative weight of the class).
 * The ends of the runs give such a line already. Inside a run the points are as low as can be if all rows without the
 * class come first; where even that corner is above the line, no order of the rows can move it.
 *
 * @param forecasts - of one class, without weights.
 */
export function massesAroundSteps({ scores, outcomes }: Forecasts): LabelMasses {
  const coarse = coarseRuns(scores, outcomes);
  const { keys, masses, sums, besides } = coarse;
  const mayStep = runsOfSteps(coarse);
  const inside = rowsInside(scores, keys, mayStep);
  if (inside.length === 0) return { masses, sums };
  const order = argsort(Float64Array.from(inside, (row) => scores[row]!));
  const runs = new Runs(order.length + 2 * keys.length);
  let next = 0;
  for (let run = 0; run < keys.length; run++) {
    const mass = masses[run]!;
    const sum = sums[run]!;
    if (mayStep[run] === 0) {
      runs.add(NaN, mass, sum);
      continue;
    }
    for (const end = next + sum + besides[run]!; next < end; next++) {
      const row = inside[order[next]!]!;
      runs.add(scores[row]!, 1, outcomes[row]!);
    }
    if (mass > sum + besides[run]!) runs.add(NaN, mass - sum - besides[run]!, 0);
  }
  return runs.result();
}

/** 1 where the order of the rows at the key of a run can matter to the fit. */
function runsOfSteps({ masses, sums, besides }: CoarseRuns): Uint8Array {
  const { starts, values } = poolAdjacentViolators(sums, masses);
  const mayStep = new Uint8Array(masses.length);
  for (let b = 0; b < values.length; b++) {
    const end = b + 1 < starts.length ? starts[b + 1]! : masses.length;
    let across = 0;
    let up = 0;
    for (let run = starts[b]!; run < end; run++) {
      // Rounding may not make a corner look higher than it is.
      const corner = values[b]! * (across + besides[run]!) * (1 + 1e-12);
      if (sums[run]! > 0 && besides[run]! > 0 && up <= corner) mayStep[run] = 1;
      across += masses[run]!;
      up += sums[run]!;
    }
  }
  return mayStep;
}

/** The rows at the keys of the runs that are marked. */
function rowsInside(scores: Float64Array, keys: Uint32Array, marked: Uint8Array): number[] {
  if (!marked.includes(1)) return [];
  const keyOf = coarseKeys();
  const bits = new Uint32Array((keyOf(1) >>> 5) + 1);
  for (let run = 0; run < keys.length; run++) {
    if (marked[run] === 1) bits[keys[run]! >>> 5]! |= 1 << (keys[run]! & 31);
  }
  const inside: number[] = [];
  for (let row = 0; row < scores.length; row++) {
    const key = keyOf(scores[row]!);
    if ((bits[key >>> 5]! >>> (key & 31)) & 1) inside.push(row);
  }
  return inside;
}

/** Runs as they are added; rows of the same probability are one. */
class Runs {
  readonly #masses: Float64Array;
  readonly #sums: Float64Array;
  #last = -1;
  #probability = NaN;

  constructor(most: number) {
    this.#masses = new Float64Array(most);
    this.#sums = new Float64Array(most);
  }

  add(probability: number, mass: number, sum: number): void {
    if (probability !== this.#probability) this.#last++;
    this.#probability = probability;
    this.#masses[this.#last]! += mass;
    this.#sums[this.#last]! += sum;
  }

  result(): LabelMasses {
    const end = this.#last + 1;
    return { masses: this.#masses.subarray(0, end), sums: this.#sums.subarray(0, end) };
  }
}

/** The indices of the rows of each label. */
export function rowsByLabel({ block, labels }: LabelledRows): Uint32Array[] {
  const counts = new Uint32Array(block.classCount);
  for (let row = 0; row < labels.length; row++) counts[labels[row]!]!++;
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    rows[label]![counts[label]!++] = row;
  }
  return rows;
}
