import { compareCodePoints } from "../data/compareCodePoints.ts";
import { contentSample } from "../data/contentSample.ts";
import { readLabelledRows } from "../data/labelledRows.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import type { PopulationRows } from "./populationRows.ts";

/** Choosing among some dozens of fits needs no more rows than this; the fit itself takes all. */
const mostRows = 30_000;

/** Of fewer users none is left out. */
const fewestUsers = 10;

/** All rows if there are not too many; else those of whole users, evenly from all of them, or some of each of few users. */
export function selectionRows(rows: PopulationRows): PopulationRows {
  const count = rows.labels.length;
  if (count <= mostRows) return rows;
  const users = [...rows.byUser].sort(([a], [b]) => compareCodePoints(a ?? "", b ?? ""));
  const step = Math.ceil(count / mostRows);
  if (users.length < fewestUsers) {
    return takeUsers(
      rows,
      users.map(([userId, members]) => [userId, someOf(rows, members, step)]),
    );
  }
  return takeUsers(
    rows,
    users.filter((_, i) => i % step === 0),
  );
}

function someOf({ block, labels, times }: PopulationRows, members: Uint32Array, step: number): Uint32Array {
  const own = readLabelledRows({ block, labels, weights: null }, members);
  const ownTimes = times && Float64Array.from(members, (row) => times[row]!);
  return contentSample(own, ownTimes, step).map((place) => members[place]!);
}

function takeUsers(
  rows: PopulationRows,
  users: readonly (readonly [string | null, Uint32Array])[],
): PopulationRows {
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
