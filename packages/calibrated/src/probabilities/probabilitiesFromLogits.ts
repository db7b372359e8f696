import { CalibrationError } from "../errors.ts";
import { fromRowBlock, toRowBlock } from "./rowBlock.ts";
import type { Probabilities, SameShape } from "./shapes.ts";

/**
 * Turns logits into probabilities by softmax: exp(z) / Σ exp(z) in each row.
 *
 * @param logits - a row or matrix of finite numbers, known up to a constant per row, in nats. Read only.
 * @returns new memory of the kind, precision and shape given; each row sums to 1.
 * @throws CalibrationError `wrong-shape`; `not-probabilities` if an entry is not finite.
 *
 * @example
 * import { probabilitiesFromLogits } from "calibrated";
 * probabilitiesFromLogits([Math.log(3), 0]); // => [0.75, 0.25]
 */
export function probabilitiesFromLogits<P extends Probabilities>(logits: P): SameShape<P> {
  const block = toRowBlock(logits);
  const { values, rowCount, classCount } = block;
  for (let row = 0; row < rowCount; row++) {
    const entries = values.subarray(row * classCount, (row + 1) * classCount);
    let max = -Infinity;
    for (const z of entries) {
      if (!Number.isFinite(z)) throw notFinite(row, z);
      if (z > max) max = z;
    }
    let sum = 0;
    for (let j = 0; j < classCount; j++) sum += entries[j] = Math.exp(entries[j]! - max);
    for (let j = 0; j < classCount; j++) entries[j]! /= sum;
  }
  return fromRowBlock(block, logits);
}

function notFinite(row: number, z: number): CalibrationError {
  return new CalibrationError("not-probabilities", {
    problem: "Invalid logits",
    expected: "finite numbers",
    found: String(z),
    row,
  });
}
