import { newtonStep } from "./newtonStep.ts";
import type { Derivatives } from "./newtonMinimum.ts";
import type { RidgePenalty, SoftmaxDesign } from "./softmaxRegression.ts";

/** A margin below 0 by less than this share of the largest one is rounding. */
const marginRounding = 1e-3;
/** Where the ridge alone holds an unknown, its pull moves with the logarithm of the ridge: by 1/25 or so, not by this. */
const loosest = { relative: 1e-2, absolute: 1e-3 };

/**
 * Whether the rows are separable: the likelihood alone has no best point, because along some direction no label's
 * score falls behind any other class's and some gain, for ever. Proven by such a direction, the one in which a
 * vanishing ridge would let the minimum go.
 *
 * @param at - the derivatives at the minimum `x` of the penalised likelihood.
 * @param isBound - the unknowns that a bound holds.
 */
export function isSeparable(
  design: SoftmaxDesign,
  { strengths, centre }: RidgePenalty,
  x: Float64Array,
  at: Derivatives,
  isBound: Uint8Array,
): boolean {
  const pull = x.map((value, u) => strengths[u]! * (centre[u]! - value));
  const direction = newtonStep({ ...at, gradient: pull }, isBound);
  const isLoose = direction.some(
    (d, u) => Math.abs(d) > Math.max(loosest.absolute, loosest.relative * Math.abs(x[u]! - centre[u]!)),
  );
  return isLoose && neverFallsBehind(design, direction);
}

function neverFallsBehind(design: SoftmaxDesign, direction: Float64Array): boolean {
  const { rowCount, classCount, featureCount, features, rowStride, classStride, labels } = design;
  const scores = new Float64Array(classCount);
  let worst = Infinity;
  let best = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let j = 0; j < classCount; j++) {
      const from = row * rowStride + j * classStride;
      scores[j] = 0;
      for (let a = 0; a < featureCount; a++)
        scores[j]! += features[from + a]! * direction[j * featureCount + a]!;
    }
    const own = scores[labels[row]!]!;
    for (const score of scores) {
      if (own - score < worst) worst = own - score;
      if (own - score > best) best = own - score;
    }
  }
  return best > 0 && worst >= -marginRounding * best;
}
