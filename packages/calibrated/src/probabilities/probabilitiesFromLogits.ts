import { fromRowBlock, toRowBlock } from "./rowBlock.ts";
import type { Probabilities, SameShape } from "./shapes.ts";
import { softmaxRows } from "./softmaxRows.ts";

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
  softmaxRows(block);
  return fromRowBlock(block, logits);
}
