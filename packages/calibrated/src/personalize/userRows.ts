import { compareCodePoints } from "../data/compareCodePoints.ts";
import { timeFolds, weightsOutside, type Folds } from "../data/folds.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { foldCount } from "./groupedFolds.ts";
import type { PopulationRows } from "./populationRows.ts";

/** One user's rows with their folds. */
export interface UserRows extends UserMembers {
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly totalWeight: number;
  readonly folds: Folds;
  /** For each fold, the weights of the rows outside of it. */
  readonly outside: readonly Float64Array[];
}

/** Whose rows are which. */
export interface UserMembers {
  readonly userId: string;
  /** Where they stand among the population's. */
  readonly rows: Uint32Array | readonly number[];
}

/** Every user but nobody, sorted by user id. */
export function usersOf({ userIds }: PopulationRows): UserMembers[] {
  return [...groupByUser(userIds)]
    .flatMap(([userId, rows]) => (userId === null ? [] : [{ userId, rows }]))
    .sort((a, b) => compareCodePoints(a.userId, b.userId));
}

/** One user's rows, taken out. Of a million users one at a time. */
export function userRows(population: PopulationRows, { userId, rows }: UserMembers): UserRows {
  const { block, labels, ownWeights, times } = population;
  const k = block.classCount;
  const own = {
    labels: Int32Array.from(rows, (row) => labels[row]!),
    weights: Float64Array.from(rows, (row) => ownWeights[row]!),
  };
  const ownBlock = { values: takeUserLogs(block.values, { rows }, k), rowCount: rows.length, classCount: k };
  const ownTimes = times && Float64Array.from(rows, (row) => times[row]!);
  const folds = timeFolds({ block: ownBlock, ...own }, ownTimes, foldCount);
  const totalWeight = own.weights.reduce((sum, weight) => sum + weight, 0);
  const outside = folds.weights.map((_, fold) => weightsOutside(folds, fold));
  return { userId, rows, ...own, totalWeight, folds, outside };
}

/** A user's share of n × k numbers that stand for all rows. */
export function takeUserLogs(
  logs: Float64Array,
  { rows }: Pick<UserMembers, "rows">,
  classCount: number,
): Float64Array {
  const own = new Float64Array(rows.length * classCount);
  for (const [i, row] of rows.entries()) {
    own.set(logs.subarray(row * classCount, (row + 1) * classCount), i * classCount);
  }
  return own;
}
