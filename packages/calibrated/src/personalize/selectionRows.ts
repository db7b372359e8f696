import { compareCodePoints } from "../data/compareCodePoints.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import type { PopulationRows } from "./populationRows.ts";

/** Choosing among some dozens of fits needs no more rows than this; the fit itself takes all. */
const mostRows = 30_000;

/** The rows of whole users, evenly from all of them; all rows if there are not too many. */
export function selectionRows(rows: PopulationRows): PopulationRows {
  const count = rows.labels.length;
  if (count <= mostRows) return rows;
  const users = [...rows.byUser].sort(([a], [b]) => compareCodePoints(a ?? "", b ?? ""));
  if (users.length < 10) return rows;
  const step = Math.ceil(count / mostRows);
  return takeUsers(
    rows,
    users.filter((_, i) => i % step === 0),
  );
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
