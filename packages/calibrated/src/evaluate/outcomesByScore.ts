import type { Forecasts } from "../data/forecasts.ts";
import { highHalf } from "../numerics/highHalf.ts";
import { sortByMagnitude } from "../numerics/sortByMagnitude.ts";
import { sumByGroup, tieGroups } from "../numerics/tieGroups.ts";

/** Forecasts of equal score as one, by ascending score. */
export interface OutcomesByScore {
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  /** The weight of those that came true. */
  readonly hits: Float64Array;
  /** How many outcomes they stand for: their weight if all are whole, else the rows of equal weight it is worth. */
  readonly trials: Float64Array;
}

export function outcomesByScore(forecasts: Forecasts): OutcomesByScore {
  const { scores, outcomes, weights } = forecasts;
  return weights === null ? counted(scores, outcomes) : weighted(scores, outcomes, weights);
}

/** Sorted with the outcome in the sign, so that memory is then read in order. */
function counted(scores: Float64Array, outcomes: Float64Array): OutcomesByScore {
  const signed = new Float64Array(scores.length);
  for (let row = 0; row < signed.length; row++)
    signed[row] = outcomes[row] === 1 ? -scores[row]! : scores[row]!;
  const sorted = sortByMagnitude(signed);
  const words = new Uint32Array(sorted.buffer, sorted.byteOffset, 2 * sorted.length);
  const columns = [0, 1, 2].map(() => new Float64Array(sorted.length));
  const [keys, counts, hits] = columns as [Float64Array, Float64Array, Float64Array];
  let last = -1;
  for (let i = 0; i < sorted.length; i++) {
    const score = Math.abs(sorted[i]!);
    if (last < 0 || score !== keys[last]) keys[++last] = score;
    counts[last]!++;
    hits[last]! += words[2 * i + highHalf]! >>> 31;
  }
  const weights = counts.slice(0, last + 1);
  return { scores: keys.slice(0, last + 1), weights, hits: hits.slice(0, last + 1), trials: weights };
}

function weighted(scores: Float64Array, outcomes: Float64Array, rowWeights: Float64Array): OutcomesByScore {
  const groups = tieGroups(scores);
  const weights = sumByGroup(groups, (row) => rowWeights[row]!);
  const hits = sumByGroup(groups, (row) => rowWeights[row]! * outcomes[row]!);
  if (rowWeights.every((weight) => Number.isInteger(weight))) {
    return { scores: groups.keys, weights, hits, trials: weights };
  }
  const squares = sumByGroup(groups, (row) => rowWeights[row]! ** 2);
  const trials = weights.map((weight, g) => Math.max(Math.round(weight ** 2 / squares[g]!), 1));
  return { scores: groups.keys, weights, hits, trials };
}
