import { keysOfRows } from "./keysOfRows.ts";
import { rowsByKey } from "./rowsByKey.ts";

/** The rows of each user, those of nobody known under null. */
export type RowsOfUsers = ReadonlyMap<string | null, Uint32Array>;

/** The rows of each user, in one pass; users in order of first appearance, rows ascending, in shared memory. */
export function groupByUser(userIds: readonly (string | null)[]): Map<string | null, Uint32Array> {
  const users = keysOfRows(userIds, (userId) => userId);
  const { rows, starts } = rowsByKey(users);
  return new Map(users.keys.map((userId, i) => [userId, rows.subarray(starts[i], starts[i + 1])]));
}
