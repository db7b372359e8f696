import { timeFolds, userFolds, type Folds } from "../data/folds.ts";
import type { LabelledRows } from "../data/labelledRows.ts";

/** A split of rows, and what each row belongs to with its like. */
export interface GroupedFolds {
  readonly folds: Folds;
  /** The number of each row's user; null where a row belongs with its fold. */
  readonly partOf: Int32Array | null;
  /** How many users, or folds, there are. */
  readonly partCount: number;
}

/** How many folds rows are split into. */
export const foldCount = 5;

/**
 * Folds of users, whose rows are alike; of too few users blocks of time.
 *
 * @param fewestUsers - how many there must be for folds of users.
 */
export function groupedFolds(
  rows: LabelledRows,
  userIds: readonly (string | null)[],
  times: Float64Array | null,
  fewestUsers: number,
): GroupedFolds {
  const numbers = new Map<string | null, number>();
  for (const userId of userIds) if (!numbers.has(userId)) numbers.set(userId, numbers.size);
  if (numbers.size < fewestUsers) return blocksOfTime(rows, times);
  const partOf = Int32Array.from(userIds, (userId) => numbers.get(userId)!);
  return { folds: userFolds(userIds, rows.weights, foldCount), partOf, partCount: numbers.size };
}

export function blocksOfTime(rows: LabelledRows, times: Float64Array | null): GroupedFolds {
  const folds = timeFolds(rows, times, foldCount);
  return { folds, partOf: null, partCount: folds.count };
}

/** Sums over the rows of some folds, one per part: of what a row gives, times its weight in its fold. */
export function addByPart(
  sums: Float64Array,
  { folds, partOf }: GroupedFolds,
  fold: number,
  valueOf: (row: number) => number,
): void {
  for (const [row, weight] of folds.weights[fold]!.entries()) {
    if (weight > 0) sums[partOf === null ? fold : partOf[row]!]! += weight * valueOf(row);
  }
}
