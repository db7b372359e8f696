import type { LabelledRows } from "../data/labelledRows.ts";
import { log2InPlace } from "../numerics/log2.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";

/** Whether no class is above the label's in any row, as far as their logarithms tell. */
export function isLabelTop({ block: { values, classCount }, labels }: LabelledRows): boolean {
  for (let row = 0, start = 0; row < labels.length; row++, start += classCount) {
    const own = values[start + labels[row]!]!;
    for (let j = start; j < start + classCount; j++) {
      if (values[j]! > own && logOf(values[j]!) > logOf(own)) return false;
    }
  }
  return true;
}

function logOf(probability: number): number {
  const one = Float64Array.of(probability);
  log2InPlace(one, 0, 1, probabilityFloor);
  return one[0]!;
}
