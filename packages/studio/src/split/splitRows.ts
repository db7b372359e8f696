import type { ReadTable } from "../read/readPredictions.ts";
import type { Split } from "./split.ts";

/** The places of the rows of either part, in the order of the file. */
export function splitRows(
  { rows, groupings }: Pick<ReadTable, "rows" | "groupings">,
  split: Split,
): { readonly fit: Int32Array<ArrayBuffer>; readonly judge: Int32Array<ArrayBuffer> } {
  const all = Int32Array.from({ length: rows.rowCount }, (_, row) => row);
  if (split.by === "none") return { fit: all, judge: all };
  if (split.by === "time") {
    const times = rows.times!;
    return {
      fit: all.filter((row) => times[row]! < split.cut),
      judge: all.filter((row) => times[row]! >= split.cut),
    };
  }
  const { texts, codes } = groupings.find(({ column }) => column === split.column)!.values;
  const having = (value: string): Int32Array<ArrayBuffer> => {
    const code = texts.indexOf(value);
    return all.filter((row) => codes[row] === code);
  };
  return { fit: having(split.fit), judge: having(split.judge) };
}
