import type { LabelledRows } from "../data/labelledRows.ts";
import { topClass } from "../probabilities/topClass.ts";

/** What a row says of its top class, and whether that class is the label. */
export interface TopLabelOutcomes {
  readonly confidences: Float64Array;
  /** 1 if the top class is the label, else 0. */
  readonly outcomes: Uint8Array;
}

export function topLabelOutcomes({ block, labels }: LabelledRows): TopLabelOutcomes {
  const confidences = new Float64Array(block.rowCount);
  const outcomes = new Uint8Array(block.rowCount);
  for (let row = 0; row < block.rowCount; row++) {
    const top = topClass(block, row);
    confidences[row] = block.values[row * block.classCount + top]!;
    outcomes[row] = top === labels[row] ? 1 : 0;
  }
  return { confidences, outcomes };
}
