import { compareUserIds } from "../data/compareUserIds.ts";
import { mostInOrder } from "../data/contentOrder.ts";
import { groupByUser, type RowsOfUsers } from "../data/groupByUser.ts";
import { countingRows, everyRow, readLabelledRows, takeLabelledRows } from "../data/labelledRows.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import { weightOfRows } from "../data/weights.ts";
import { areNeighbours, type RowBlock } from "../probabilities/rowBlock.ts";

/** The rows that count, as the population's fit weighs them; to read only. */
export interface PopulationRows {
  readonly block: RowBlock;
  readonly labels: Int32Array;
  /** The weights of the rows, scaled down for users who have many more rows than others. */
  readonly weights: Float64Array;
  /** Where the rows of each user stand, those of nobody known under null. */
  readonly byUser: RowsOfUsers;
  /** Milliseconds since 1970, or null. */
  readonly times: Float64Array | null;
  /** The weights as they were given. */
  readonly ownWeights: Float64Array;
  /** Whether none were given: each row weighs 1. */
  readonly isUnweighted?: boolean | undefined;
}

/** The weights as they were given; null for 1 everywhere, which nobody has to look up. */
export function givenWeights({ ownWeights, isUnweighted }: PopulationRows): Float64Array | null {
  return isUnweighted === true ? null : ownWeights;
}

/** The weights as the population's fit has them; null for 1 everywhere. */
export function countedWeights(rows: PopulationRows): Float64Array | null {
  return rows.weights === rows.ownWeights ? givenWeights(rows) : rows.weights;
}

/** No user counts more for the population than this many times the median user. */
const greatestShare = 100;

/** The rows as they come. */
export function populationRows(table: PredictionTable): PopulationRows {
  const counting = countingRows(table);
  const userIds = Array.from(counting, (row) => table.userIds?.[row] ?? null);
  return gathered(table, counting, groupByUser(userIds));
}

/**
 * The rows user after user, by code point of the id: what is one user's then lies together in memory.
 *
 * @param groups - the rows of each user; of all, also those that do not count.
 */
export function populationRowsByUser(
  table: PredictionTable,
  groups: RowsOfUsers = groupByUser(table.userIds ?? []),
): PopulationRows {
  if (groups.size === 0) return populationRows(table);
  const { weights, rowCount } = table;
  const counting = new Uint32Array(rowCount);
  const places = new Uint32Array(rowCount);
  for (let i = 0; i < rowCount; i++) places[i] = i;
  const byUser = new Map<string | null, Uint32Array>();
  let count = 0;
  for (const [userId, rows] of [...groups].sort(([a], [b]) => compareUserIds(a, b))) {
    const start = count;
    const own = weights === null ? rows : rows.filter((row) => weights[row]! > 0);
    counting.set(own, count);
    count += own.length;
    if (count === start) continue;
    byUser.set(userId, places.subarray(start, count));
  }
  return gathered(table, counting.subarray(0, count), byUser);
}

/** The fewer users, the more a sum over all rows would depend on their order. */
const fewestUsersInPlace = 10;

/**
 * The rows where they stand, whatever the order of the users, if there are more than are put in order, the rows of each user are neighbours or
 * asked once, and there are no weights; else as {@link populationRowsByUser}.
 *
 * @param isAskedOnce - whether it does not pay to put a user's rows together in memory.
 */
export function populationRowsInPlace(
  table: PredictionTable,
  groups: RowsOfUsers,
  isAskedOnce = false,
): PopulationRows {
  const { rowCount, weights, timestamps: times } = table;
  const isLarge = rowCount > mostInOrder && groups.size >= fewestUsersInPlace;
  const canStay =
    isLarge && weights === null && (isAskedOnce || [...groups.values()].every((rows) => areNeighbours(rows)));
  if (!canStay) return populationRowsByUser(table, groups);
  const { block, labels } = everyRow(table);
  const byUser = new Map([...groups].sort(([a], [b]) => compareUserIds(a, b)));
  const ownWeights = new Float64Array(labels.length).fill(1);
  const counted = cappedWeights(ownWeights, byUser, true);
  return { block, labels, weights: counted, byUser, times, ownWeights, isUnweighted: true };
}

function gathered(table: PredictionTable, counting: ArrayLike<number>, byUser: RowsOfUsers): PopulationRows {
  const read = isAscending(counting) ? readLabelledRows : takeLabelledRows;
  const { block, labels, weights } = read(everyRow(table), counting);
  const ownWeights = weights ?? new Float64Array(counting.length).fill(1);
  const times = table.timestamps && Float64Array.from(counting, (row) => table.timestamps![row]!);
  return { block, labels, weights: cappedWeights(ownWeights, byUser), byUser, times, ownWeights };
}

function isAscending(rows: ArrayLike<number>): boolean {
  for (let i = 1; i < rows.length; i++) if (rows[i]! < rows[i - 1]!) return false;
  return true;
}

function cappedWeights(weights: Float64Array, byUser: RowsOfUsers, areOnes = false): Float64Array {
  const groups = [...byUser].filter(([userId]) => userId !== null);
  if (groups.length < 2) return weights;
  const totals = groups.map(([, rows]) => weightOfRows(rows, areOnes ? null : weights));
  const sorted = Float64Array.from(totals).sort();
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  const most = greatestShare * median;
  if (totals.every((total) => total <= most)) return weights;
  const capped = weights.slice();
  for (const [i, [, rows]] of groups.entries()) {
    const factor = Math.min(1, most / totals[i]!);
    if (factor < 1) for (const row of rows) capped[row]! *= factor;
  }
  return capped;
}

/** What a user's weights are multiplied with for the population. */
export function populationShare({ weights, ownWeights }: PopulationRows, members: Uint32Array): number {
  const [first] = members;
  return weights[first!]! / ownWeights[first!]!;
}
