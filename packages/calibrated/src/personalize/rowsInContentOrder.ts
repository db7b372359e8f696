import { contentOrder, mostInOrder } from "../data/contentOrder.ts";
import type { RowsOfUsers } from "../data/groupByUser.ts";
import { everyRow } from "../data/labelledRows.ts";
import type { PredictionTable } from "../data/predictionTable.ts";

/**
 * The rows of each user in an order that does not depend on the one in which they come, so that no sum over them does; those of
 * a large table as they are.
 *
 * @param groups - the rows of each user; none where there are no user ids.
 */
export function rowsInContentOrder(table: PredictionTable, groups: RowsOfUsers): RowsOfUsers {
  if (table.rowCount > mostInOrder) return groups;
  const order = contentOrder(everyRow(table), table.timestamps);
  if (groups.size === 0) return new Map([[null, order]]);
  const groupOf = new Uint32Array(table.rowCount);
  const ordered: Uint32Array[] = [];
  for (const rows of groups.values()) {
    for (let i = 0; i < rows.length; i++) groupOf[rows[i]!] = ordered.length;
    ordered.push(new Uint32Array(rows.length));
  }
  const sizes = new Uint32Array(ordered.length);
  for (const row of order) {
    const group = groupOf[row]!;
    ordered[group]![sizes[group]!++] = row;
  }
  return new Map(Array.from(groups.keys(), (userId, group) => [userId, ordered[group]!]));
}
