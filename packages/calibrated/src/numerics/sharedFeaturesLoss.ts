import { plainSharedFeaturesLoss } from "./plainSharedFeaturesLoss.ts";
import { simdSharedFeaturesLoss } from "./simdSharedFeaturesLoss.ts";
import type { SoftmaxDesign } from "./softmaxRegression.ts";
import { usesSimd } from "./usesSimd.ts";

/**
 * The weighted sum of the rows' losses where all classes see the same features; its gradient is added to `gradient`, if
 * there is one. The same bits in WebAssembly and without.
 */
export function sharedFeaturesLoss(
  design: SoftmaxDesign,
  x: Float64Array,
  gradient: Float64Array | null,
): number {
  const loss = usesSimd() ? simdSharedFeaturesLoss(design, x, gradient) : null;
  return loss ?? plainSharedFeaturesLoss(design, x, gradient);
}
