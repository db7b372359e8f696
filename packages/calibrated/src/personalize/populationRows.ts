import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { countingRows, everyRow, takeLabelledRows } from "../data/labelledRows.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";

/** The rows that count, as the population's fit weighs them. */
export interface PopulationRows {
  readonly block: RowBlock;
  readonly labels: Int32Array;
  /** The weights of the rows, scaled down for users who have many more rows than others. */
  readonly weights: Float64Array;
  readonly userIds: readonly (string | null)[];
  /** Milliseconds since 1970, or null. */
  readonly times: Float64Array | null;
  /** The weights as they were given. */
  readonly ownWeights: Float64Array;
}

/** No user counts more for the population than this many times the median user. */
const greatestShare = 100;

/** @param counting - which rows, in which order; by default all that count, as they come. */
export function populationRows(
  table: PredictionTable,
  counting: ArrayLike<number> = countingRows(table),
): PopulationRows {
  const { block, labels, weights } = takeLabelledRows(everyRow(table), counting);
  const userIds = Array.from(counting, (row) => table.userIds?.[row] ?? null);
  const ownWeights = weights ?? new Float64Array(counting.length).fill(1);
  const times = table.timestamps && Float64Array.from(counting, (row) => table.timestamps![row]!);
  return { block, labels, weights: cappedWeights(ownWeights, userIds), userIds, times, ownWeights };
}

/** The rows that count, user after user: what is one user's then lies together in memory. */
export function countingRowsByUser(table: PredictionTable): ArrayLike<number> {
  const { userIds, weights } = table;
  if (userIds === null) return countingRows(table);
  const users = [...groupByUser(userIds)].sort(([a], [b]) => compareCodePoints(a ?? "", b ?? ""));
  const rows = new Uint32Array(userIds.length);
  let count = 0;
  for (const [, members] of users) {
    for (const row of members) if (weights === null || weights[row]! > 0) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

function cappedWeights(weights: Float64Array, userIds: readonly (string | null)[]): Float64Array {
  const groups = [...groupByUser(userIds)].filter(([userId]) => userId !== null);
  if (groups.length < 2) return weights;
  const totals = groups.map(([, rows]) => rows.reduce((sum, row) => sum + weights[row]!, 0));
  const sorted = Float64Array.from(totals).sort();
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  const capped = weights.slice();
  for (const [i, [, rows]] of groups.entries()) {
    const factor = Math.min(1, (greatestShare * median) / totals[i]!);
    if (factor < 1) for (const row of rows) capped[row]! *= factor;
  }
  return capped;
}
