import { betaDensity, incompleteBeta } from "./incompleteBeta.ts";
import { increasingRoot } from "./increasingRoot.ts";
import { naturalLog } from "./naturalLog.ts";

/** No t outside is told from 0 or ∞. */
const bounds = [1e-300, 1e150] as const;

/**
 * P(T ≥ t) of Student's T, with all digits also where it is small.
 *
 * @param degrees - degrees of freedom above 0; need not be whole.
 *
 * Source: Abramowitz & Stegun, "Handbook of Mathematical Functions", 26.7.1.
 */
export function studentUpperTail(t: number, degrees: number): number {
  if (t < 0) return 1 - studentUpperTail(-t, degrees);
  const square = t ** 2;
  const total = degrees + square;
  return incompleteBeta(degrees / total, degrees / 2, 1 / 2, square / total) / 2;
}

/**
 * The t with P(T ≤ t) = p of Student's T.
 *
 * @param p - inside (0, 1).
 * @param degrees - degrees of freedom above 0; need not be whole.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (p < 0.5) return -quantileAbove(0.5 - p, p, degrees);
  return p === 0.5 ? 0 : quantileAbove(p - 0.5, 1 - p, degrees);
}

/** The t > 0 with P(0 ≤ T ≤ t) = area and P(T ≥ t) = tail: found by the smaller of both, which has all digits. */
function quantileAbove(area: number, tail: number, degrees: number): number {
  return increasingRoot(
    (t) => {
      const square = t ** 2;
      const x = degrees / (degrees + square);
      const y = square / (degrees + square);
      const density = (betaDensity(x, degrees / 2, 1 / 2, y) * x * y) / t;
      if (tail < area) {
        const probability = incompleteBeta(x, degrees / 2, 1 / 2, y) / 2;
        return { value: naturalLog(tail / probability), derivative: density / probability };
      }
      return { value: incompleteBeta(y, 1 / 2, degrees / 2, x) / 2 - area, derivative: density };
    },
    ...bounds,
  ).at;
}
