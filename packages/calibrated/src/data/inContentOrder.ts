import { contentOrder, mostInOrder } from "./contentOrder.ts";
import { takeLabelledRows, type LabelledRows } from "./labelledRows.ts";

/**
 * Rows in an order that does not depend on the one in which they come, for fits whose optimum is so flat that the rounding of
 * sums moves it; those of a large table as they are. To read only.
 */
export function inContentOrder(rows: LabelledRows): LabelledRows {
  return rows.labels.length > mostInOrder ? rows : takeLabelledRows(rows, contentOrder(rows, null));
}
