import { CalibrationError } from "../errors.ts";
import { checkRows } from "../probabilities/checkRows.ts";
import { toRowBlock } from "../probabilities/rowBlock.ts";
import type { Probabilities } from "../probabilities/shapes.ts";
import { topClass } from "../probabilities/topClass.ts";

/** One entry per row. */
export interface RejectDecisions {
  /** The class of the largest probability, the first one on a tie; also for rejected rows. */
  readonly predicted: Int32Array;
  /** The largest probability. */
  readonly confidence: Float64Array;
  /** 1 where confidence < threshold, else 0. */
  readonly rejected: Uint8Array;
}

/**
 * Decides for each row whether to accept its most probable class: it is rejected if its confidence is **below**
 * the threshold, so a confidence equal to the threshold is accepted.
 * A 32-bit 0.7 is a little less than 0.7, and is compared as it is.
 *
 * @param probabilities - calibrated probabilities, a row or a matrix. Read only.
 * @param threshold - from 0 to 1; 0 rejects nothing.
 * @throws CalibrationError `invalid-option` for another threshold; `wrong-shape`, `not-probabilities`.
 *
 * @example
 * import { rejectDecisions } from "calibrated";
 * const { predicted, rejected } = rejectDecisions([[0.7, 0.3], [0.45, 0.55]], 0.6);
 * Array.from(predicted); // => [0, 1]
 * Array.from(rejected); // => [0, 1]
 */
export function rejectDecisions(probabilities: Probabilities, threshold: number): RejectDecisions {
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new CalibrationError("invalid-option", {
      problem: "Invalid reject threshold",
      expected: "a number from 0 to 1",
      found: String(threshold),
      field: "threshold",
    });
  }
  const block = toRowBlock(probabilities);
  checkRows(block);
  const predicted = Int32Array.from({ length: block.rowCount }, (_, row) => topClass(block, row));
  const confidence = Float64Array.from(predicted, (top, row) => block.values[row * block.classCount + top]!);
  return { predicted, confidence, rejected: Uint8Array.from(confidence, (c) => (c < threshold ? 1 : 0)) };
}
