import { binomialDraws } from "../numerics/binomialDraws.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { poolAdjacentViolators } from "../numerics/poolAdjacentViolators.ts";
import { seededRandom } from "../numerics/seededRandom.ts";
import { sortedQuantile } from "../numerics/sortedQuantile.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** More different scores than this are drawn and fitted in cells of neighbours. */
const mostGroups = 10_000;
/** A cell's largest share of all weight, and of the weight between it and the nearer end. */
const shareOfAll = 1 / 1000;
const shareOfOutside = 1 / 50;

/** Rows of equal score, as groups in ascending order. */
export interface ScoreGroups {
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  /** How many outcomes a group stands for. */
  readonly trials: Float64Array;
}

export interface BandOptions {
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
}

/**
 * Where the isotonic fit of calibrated forecasts would lie: outcomes are drawn with the scores as their probabilities
 * and fitted, again and again; the band holds the middle `level` of the fits at each place.
 *
 * @param places - indices of groups, ascending.
 * @returns both ends of the band at each place.
 */
export function consistencyBand(
  groups: ScoreGroups,
  places: readonly number[],
  { level, replicates, seed }: BandOptions,
): { lower: number; upper: number }[] {
  const starts = cellStarts(groups.weights);
  const { scores, weights, trials } = inCells(groups, starts);
  const cells = cellsOf(places, starts);
  const draws = Array.from(scores, (score, c) => binomialDraws(trials[c]!, score));
  const random = seededRandom(seed);
  const samples = cells.map(() => new Float64Array(replicates));
  const hits = new Float64Array(weights.length);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let c = 0; c < hits.length; c++) {
      const count = draws[c]!(random);
      // All of them are all the weight, to the last bit: a fit of 1 must not lie above the band.
      hits[c] = count === trials[c]! ? weights[c]! : count * (weights[c]! / trials[c]!);
    }
    const blocks = poolAdjacentViolators(hits, weights);
    let b = 0;
    for (const [i, cell] of cells.entries()) {
      while (b + 1 < blocks.starts.length && blocks.starts[b + 1]! <= cell) b++;
      samples[i]![replicate] = blocks.values[b]!;
    }
  }
  const tail = (1 - level) / 2;
  return samples.map((sample) => {
    sample.sort();
    return { lower: sortedQuantile(sample, tail), upper: sortedQuantile(sample, 1 - tail) };
  });
}

/**
 * The first group of each cell: every group by itself or, where there are too many, cells that grow from single groups
 * at both ends, where a few rows decide the fit, to 1/1000 of all weight.
 */
function cellStarts(weights: Float64Array): number[] {
  if (weights.length <= mostGroups) return Array.from(weights, (_, g) => g);
  const total = sumOf(weights);
  const starts: number[] = [];
  let before = 0;
  let mass = Infinity;
  let passed = 0;
  for (const [g, weight] of weights.entries()) {
    const outside = Math.min(before, total - passed - weight);
    if (mass + weight > Math.min(shareOfAll * total, shareOfOutside * outside)) {
      starts.push(g);
      before = passed;
      mass = 0;
    }
    mass += weight;
    passed += weight;
  }
  return starts;
}

/** Each cell has the mean score of its groups, and their weights and trials added up. */
function inCells({ scores, weights, trials }: ScoreGroups, starts: readonly number[]): ScoreGroups {
  const cells = {
    scores: new Float64Array(starts.length),
    weights: new Float64Array(starts.length),
    trials: new Float64Array(starts.length),
  };
  for (const [c, start] of starts.entries()) {
    const end = starts[c + 1] ?? scores.length;
    const weight = new CompensatedSum();
    const score = new CompensatedSum();
    for (let g = start; g < end; g++) {
      weight.add(weights[g]!);
      score.add(weights[g]! * scores[g]!);
      cells.trials[c]! += trials[g]!;
    }
    cells.weights[c] = weight.value;
    cells.scores[c] = end === start + 1 ? scores[start]! : score.value / weight.value;
  }
  return cells;
}

/** The cell of each place. */
function cellsOf(places: readonly number[], starts: readonly number[]): number[] {
  let c = 0;
  return places.map((place) => {
    while (c + 1 < starts.length && starts[c + 1]! <= place) c++;
    return c;
  });
}
