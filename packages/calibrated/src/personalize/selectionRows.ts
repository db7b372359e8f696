import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser, type RowsOfUsers } from "../data/groupByUser.ts";
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
  const chosen = users.filter((_, i) => i % step === 0).flatMap(([, members]) => [...members]);
  return takePopulationRows(rows, chosen);
}

/** Some of the rows, in that order. */
export function takePopulationRows(rows: PopulationRows, chosen: ArrayLike<number>): PopulationRows {
  const doubles = (all: Float64Array): Float64Array => Float64Array.from(chosen, (row) => all[row]!);
  return {
    block: takeBlock(rows.block, chosen),
    labels: Int32Array.from(chosen, (row) => rows.labels[row]!),
    weights: doubles(rows.weights),
    ownWeights: doubles(rows.ownWeights),
    byUser: chosenByUser(rows, chosen),
    times: rows.times && doubles(rows.times),
  };
}

function chosenByUser({ byUser, labels }: PopulationRows, chosen: ArrayLike<number>): RowsOfUsers {
  const userIds = [...byUser.keys()];
  const userOf = new Int32Array(labels.length);
  for (const [user, rows] of [...byUser.values()].entries()) for (const row of rows) userOf[row] = user;
  return groupByUser(Array.from(chosen, (row) => userIds[userOf[row]!]!));
}
