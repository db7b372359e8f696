import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { takeLabelledRows } from "../../src/data/labelledRows.ts";

/** The rows from `from` to before `to`. */
export function sliceRows(rows: LabelledRows, from: number, to: number): LabelledRows {
  return takeLabelledRows(
    rows,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}
