import { CalibrationError } from "../errors.ts";
import { checkRows } from "../probabilities/checkRows.ts";
import { sharedRowBlock } from "../probabilities/rowBlock.ts";
import type { Probabilities } from "../probabilities/shapes.ts";

/** One entry per row. */
export interface RejectDecisions {
  /** The class of the largest probability, the first one on a tie; also for rejected rows. */
  readonly predicted: Int32Array;
  /** The largest probability. */
  readonly confidence: Float64Array;
  /** 1 where confidence < threshold of the row, else 0. */
  readonly rejected: Uint8Array;
}

/**
 * Decides for each row whether to accept its most probable class: it is rejected if its confidence is **below**
 * the threshold, so a confidence equal to the threshold is accepted.
 * A 32-bit 0.7 is a little less than 0.7, and is compared as it is.
 *
 * @param probabilities - calibrated probabilities, a row or a matrix. Read only.
 * @param threshold - from 0 to 1, one for all rows or one per row; 0 rejects nothing. Read only.
 * @throws CalibrationError `invalid-option` for a threshold outside, naming the first row of several;
 *   `row-count-mismatch` for more or fewer than rows; `wrong-shape`, `not-probabilities`.
 *
 * @example
 * import { rejectDecisions } from "calibrated";
 * const { predicted, rejected } = rejectDecisions([[0.7, 0.3], [0.45, 0.55]], 0.6);
 * Array.from(predicted); // => [0, 1]
 * Array.from(rejected); // => [0, 1]
 * Array.from(rejectDecisions([[0.7, 0.3], [0.45, 0.55]], [0.8, 0.5]).rejected); // => [1, 0]
 */
export function rejectDecisions(
  probabilities: Probabilities,
  threshold: number | ArrayLike<number>,
): RejectDecisions {
  const block = sharedRowBlock(probabilities);
  checkRows(block);
  const { values, rowCount, classCount } = block;
  const isPerRow = Boolean(threshold) && typeof threshold === "object";
  const thresholds = isPerRow ? Array.from(threshold) : [threshold as number];
  const problem = "Invalid reject threshold";
  if (isPerRow && thresholds.length !== rowCount) {
    throw new CalibrationError("row-count-mismatch", {
      problem,
      expected: `${rowCount}, one per row`,
      found: String(thresholds.length),
      field: "threshold",
    });
  }
  const row = thresholds.findIndex((one) => !(typeof one === "number" && one >= 0 && one <= 1));
  if (row !== -1) {
    throw new CalibrationError("invalid-option", {
      problem,
      expected: "a number from 0 to 1",
      found: String(thresholds[row]),
      field: "threshold",
      row,
      rowCount: thresholds.length,
    });
  }
  const predicted = new Int32Array(rowCount);
  const confidence = new Float64Array(rowCount);
  const rejected = new Uint8Array(rowCount);
  for (let i = 0, at = 0; i < rowCount; i++) {
    let largest = values[at]!;
    for (let j = 0; j < classCount; j++, at++) {
      if (values[at]! > largest) {
        largest = values[at]!;
        predicted[i] = j;
      }
    }
    confidence[i] = largest;
    rejected[i] = Number(largest < thresholds[isPerRow ? i : 0]!);
  }
  return { predicted, confidence, rejected };
}
