import { compareUserIds } from "../data/compareUserIds.ts";
import { timeFolds, userFolds } from "../data/folds.ts";
import type { RowsOfUsers } from "../data/groupByUser.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import type { Folds } from "../data/memberFolds.ts";

/** A split of rows, and what each row belongs to with its like. */
export interface GroupedFolds {
  readonly folds: Folds;
  /** The number of each row's user, in the order of their ids; null where a row belongs with its fold. */
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
  users: RowsOfUsers,
  times: Float64Array | null,
  fewestUsers: number,
): GroupedFolds {
  if (users.size < fewestUsers) return blocksOfTime(rows, times);
  const partOf = new Int32Array(rows.labels.length);
  let part = 0;
  const inOrder = [...users].sort(([a], [b]) => compareUserIds(a, b));
  for (const [, members] of inOrder) {
    for (const row of members) partOf[row] = part;
    part++;
  }
  return { folds: userFolds(users, rows.labels.length, rows.weights, foldCount), partOf, partCount: part };
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
  const inFold = folds.weights[fold]!;
  for (let row = 0; row < inFold.length; row++) {
    const weight = inFold[row]!;
    if (weight > 0) sums[partOf === null ? fold : partOf[row]!]! += weight * valueOf(row);
  }
}
