import { betaDensity, incompleteBeta } from "./incompleteBeta.ts";
import { increasingRoot } from "./increasingRoot.ts";
import { naturalLog } from "./naturalLog.ts";

/** The smallest share that is told from 0. */
const smallestShare = 1e-300;

/** Both ends of an interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The exact (Clopper–Pearson) interval of a share: it covers the true one with at least the probability `level`.
 *
 * @param successes - from 0 to `trials`; need not be whole.
 * @param trials - above 0.
 * @param level - inside (0, 1).
 *
 * Source: Clopper & Pearson, "The Use of Confidence or Fiducial Limits", Biometrika 26, 1934.
 */
export function binomialInterval(successes: number, trials: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return { lower: lowerEnd(successes, trials, tail), upper: upperEnd(successes, trials, tail) };
}

/**
 * The exact (Clopper–Pearson) upper bound of a share: the true one is below it with at least the probability
 * `confidence`.
 *
 * @param successes - from 0 to `trials`; need not be whole.
 * @param trials - above 0.
 * @param confidence - inside (0, 1).
 */
export function binomialUpperBound(successes: number, trials: number, confidence: number): number {
  return upperEnd(successes, trials, 1 - confidence);
}

/**
 * P(X ≤ successes) for X ~ Binomial(trials, share): the exact p-value against "the share is at least this". It has all
 * digits also where it is small; some √trials steps near the mean, few in the tail.
 *
 * @param successes - from 0 to `trials`; need not be whole.
 * @param trials - above 0.
 * @param share - from 0 to 1.
 *
 * Source: Abramowitz & Stegun, "Handbook of Mathematical Functions", 26.5.24.
 */
export function binomialLowerTail(successes: number, trials: number, share: number): number {
  if (successes >= trials) return 1;
  return incompleteBeta(1 - share, trials - successes, successes + 1, share);
}

/** The share at which so many successes or more have the probability `tail`; 0 if it is below 1e-300. */
function lowerEnd(successes: number, trials: number, tail: number): number {
  if (successes <= 0 || tail <= 0) return 0;
  const a = successes;
  const b = trials - successes + 1;
  const root = increasingRoot(
    (x) => {
      const probability = incompleteBeta(x, a, b);
      return { value: naturalLog(probability / tail), derivative: betaDensity(x, a, b) / probability };
    },
    smallestShare,
    1,
  );
  return root.status === "below-bounds" ? 0 : root.at;
}

/** The share at which so many successes or fewer have the probability `tail`. */
function upperEnd(successes: number, trials: number, tail: number): number {
  if (successes >= trials || tail <= 0) return 1;
  const a = successes + 1;
  const b = trials - successes;
  return increasingRoot(
    (x) => {
      const probability = incompleteBeta(1 - x, b, a, x);
      return { value: naturalLog(tail / probability), derivative: betaDensity(x, a, b) / probability };
    },
    smallestShare,
    1,
  ).at;
}
