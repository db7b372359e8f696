import { compareUserIds } from "../data/compareUserIds.ts";
import { contentSample } from "../data/contentSample.ts";
import { readLabelledRows } from "../data/labelledRows.ts";
import { sumOf } from "../numerics/sumOf.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import type { PopulationRows } from "./populationRows.ts";

/** Choosing among some dozens of fits needs no more rows than this; the fit itself takes all. */
const mostRows = 30_000;

/** Of fewer users none is left out. */
const fewestUsers = 10;

/** All rows if there are not too many; else those of whole users, evenly from all of them, or some of each of few users. */
export function selectionRows(rows: PopulationRows): PopulationRows {
  const { ownWeights } = rows;
  const count = ownWeights.length;
  const total = sumOf(ownWeights);
  // A row of weight 2 counts as two rows, so that it is the same as these; where rows weigh less than 1, each as one.
  const step = Math.ceil(Math.max(count, total) / mostRows);
  if (step <= 1) return rows;
  const users = [...rows.byUser].sort(([a], [b]) => compareUserIds(a, b));
  const chosen = users.filter((_, i) => i % step === 0);
  if (chosen.length >= fewestUsers) return takeUsers(rows, chosen);
  return someOfEach(rows, users, step, Math.min(1, total / count));
}

type UserRowsById = readonly (readonly [string | null, Uint32Array])[];

/**
 * Some rows of each user, where too few whole users would be left.
 *
 * @param step - how many rows there are to each that is taken.
 * @param unit - what weighs as much as a row.
 */
function someOfEach(rows: PopulationRows, users: UserRowsById, step: number, unit: number): PopulationRows {
  const { block, labels, ownWeights, times } = rows;
  const weights = new Float64Array(labels.length);
  const some = users.map(([userId, members]) => {
    const own = readLabelledRows({ block, labels, weights: ownWeights }, members);
    const ownTimes = times && Float64Array.from(members, (row) => times[row]!);
    const sample = contentSample(own, ownTimes, step * unit);
    for (const [i, place] of sample.rows.entries()) weights[members[place]!] = sample.counts[i]! * unit;
    return [userId, sample.rows.map((place) => members[place]!)] as const;
  });
  const shares = weights.map((weight, row) => (weight * rows.weights[row]!) / ownWeights[row]!);
  return takeUsers({ ...rows, ownWeights: weights, weights: shares }, some);
}

function takeUsers(rows: PopulationRows, users: UserRowsById): PopulationRows {
  const chosen = users.flatMap(([, members]) => [...members]);
  const doubles = (all: Float64Array): Float64Array => Float64Array.from(chosen, (row) => all[row]!);
  const byUser = new Map<string | null, Uint32Array>();
  let start = 0;
  for (const [userId, members] of users) {
    const first = start;
    byUser.set(
      userId,
      members.map((_, i) => first + i),
    );
    start += members.length;
  }
  return {
    block: takeBlock(rows.block, chosen),
    labels: Int32Array.from(chosen, (row) => rows.labels[row]!),
    weights: doubles(rows.weights),
    ownWeights: doubles(rows.ownWeights),
    byUser,
    times: rows.times && doubles(rows.times),
  };
}
