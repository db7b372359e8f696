import { timeFolds } from "../data/folds.ts";
import type { RowsOfUsers } from "../data/groupByUser.ts";
import { takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { errorWithinUsers } from "./errorWithinUsers.ts";
import { foldCount } from "./groupedFolds.ts";

/** Every user's rows in blocks that follow each other in time, as the spread of a sum over rows is seen from. */
export interface TimeBlocks {
  /** For each user, as many blocks as there are; one after the other. */
  readonly blocksOfUsers: readonly number[];
  /** What each block weighs. */
  readonly weights: Float64Array;
  /** Rows in blocks: which, where, and with what share of the row. A row may be in several. */
  readonly rows: Int32Array;
  readonly blocks: Int32Array;
  readonly shares: Float64Array;
}

/** Splits each user's rows, those of nobody known as those of one user; without times as `timeFolds` does. */
export function timeBlocks(rows: LabelledRows, users: RowsOfUsers, times: Float64Array | null): TimeBlocks {
  const blocksOfUsers: number[] = [];
  const weights: number[] = [];
  const entries: { readonly row: number; readonly block: number; readonly share: number }[] = [];
  for (const members of users.values()) {
    const ownTimes = times && Float64Array.from(members, (row) => times[row]!);
    const folds = timeFolds(takeLabelledRows(rows, members), ownTimes, foldCount);
    for (const inFold of folds.weights) {
      const block = weights.length;
      weights.push(0);
      for (const [i, weight] of inFold.entries()) {
        if (weight === 0) continue;
        weights[block]! += weight;
        const row = members[i]!;
        entries.push({ row, block, share: weight / (rows.weights?.[row] ?? 1) });
      }
    }
    blocksOfUsers.push(folds.count);
  }
  return {
    blocksOfUsers,
    weights: Float64Array.from(weights),
    rows: Int32Array.from(entries, ({ row }) => row),
    blocks: Int32Array.from(entries, ({ block }) => block),
    shares: Float64Array.from(entries, ({ share }) => share),
  };
}

/** {@link errorWithinUsers} of the sum of one number per row, its weight included. */
export function blockStandardError(
  values: Float64Array,
  { blocksOfUsers, weights, rows, blocks, shares }: TimeBlocks,
): number {
  const sums = new Float64Array(weights.length);
  for (const [entry, row] of rows.entries()) sums[blocks[entry]!]! += shares[entry]! * values[row]!;
  return errorWithinUsers(blocksOfUsers, sums, weights);
}
