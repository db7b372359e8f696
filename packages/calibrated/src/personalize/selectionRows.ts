import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import type { PopulationRows } from "./populationRows.ts";

/** Choosing among some dozens of fits needs no more rows than this; the fit itself takes all. */
const mostRows = 30_000;

/** The rows of whole users, evenly from all of them; all rows if there are not too many. */
export function selectionRows(rows: PopulationRows): PopulationRows {
  const count = rows.labels.length;
  if (count <= mostRows) return rows;
  const users = [...groupByUser(rows.userIds)].sort(([a], [b]) => compareCodePoints(a ?? "", b ?? ""));
  if (users.length < 10) return rows;
  const step = Math.ceil(count / mostRows);
  const chosen = users.filter((_, i) => i % step === 0).flatMap(([, members]) => [...members]);
  const k = rows.block.classCount;
  const values = new Float64Array(chosen.length * k);
  for (const [i, row] of chosen.entries())
    values.set(rows.block.values.subarray(row * k, (row + 1) * k), i * k);
  return {
    block: { values, rowCount: chosen.length, classCount: k },
    labels: Int32Array.from(chosen, (row) => rows.labels[row]!),
    weights: Float64Array.from(chosen, (row) => rows.weights[row]!),
    ownWeights: Float64Array.from(chosen, (row) => rows.ownWeights[row]!),
    userIds: chosen.map((row) => rows.userIds[row]!),
    times: rows.times && Float64Array.from(chosen, (row) => rows.times![row]!),
  };
}
