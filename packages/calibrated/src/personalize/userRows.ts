import { compareCodePoints } from "../data/compareCodePoints.ts";
import { timeFolds, weightsOutside, type Folds } from "../data/folds.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { foldCount } from "./groupedFolds.ts";
import type { PopulationRows } from "./populationRows.ts";

/** One user's rows with their folds. */
export interface UserRows {
  readonly userId: string;
  /** Where they stand among the population's. */
  readonly rows: readonly number[];
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly totalWeight: number;
  readonly folds: Folds;
  /** For each fold, the weights of the rows outside of it. */
  readonly outside: readonly Float64Array[];
}

/** Every user's rows, sorted by user id. */
export function userRows(population: PopulationRows): UserRows[] {
  const { block, labels, ownWeights, userIds, times } = population;
  const k = block.classCount;
  const users: UserRows[] = [];
  for (const [userId, rows] of groupByUser(userIds)) {
    if (userId === null) continue;
    const values = new Float64Array(rows.length * k);
    for (const [i, row] of rows.entries()) values.set(block.values.subarray(row * k, (row + 1) * k), i * k);
    const own = {
      labels: Int32Array.from(rows, (row) => labels[row]!),
      weights: Float64Array.from(rows, (row) => ownWeights[row]!),
    };
    const ownTimes = times && Float64Array.from(rows, (row) => times[row]!);
    const ownBlock = { values, rowCount: rows.length, classCount: k };
    const folds = timeFolds({ block: ownBlock, ...own }, ownTimes, foldCount);
    const totalWeight = own.weights.reduce((sum, weight) => sum + weight, 0);
    const outside = folds.weights.map((_, fold) => weightsOutside(folds, fold));
    users.push({ userId, rows, ...own, totalWeight, folds, outside });
  }
  return users.sort((a, b) => compareCodePoints(a.userId, b.userId));
}

/** A user's share of n × k numbers that stand for all rows. */
export function takeUserLogs(logs: Float64Array, { rows }: UserRows, classCount: number): Float64Array {
  const own = new Float64Array(rows.length * classCount);
  for (const [i, row] of rows.entries()) {
    own.set(logs.subarray(row * classCount, (row + 1) * classCount), i * classCount);
  }
  return own;
}
