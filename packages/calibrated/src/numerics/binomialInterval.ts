import { betaDensity, incompleteBeta } from "./incompleteBeta.ts";
import { increasingRoot } from "./increasingRoot.ts";

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
  return {
    lower: 1 - binomialUpperBound(trials - successes, trials, 1 - tail),
    upper: binomialUpperBound(successes, trials, 1 - tail),
  };
}

/** The exact upper bound of a share: the true one is below it with at least the probability `confidence`. */
export function binomialUpperBound(successes: number, trials: number, confidence: number): number {
  if (successes >= trials) return 1;
  const a = successes + 1;
  const b = trials - successes;
  return increasingRoot(
    (x) => ({ value: incompleteBeta(x, a, b) - confidence, derivative: x < 1 ? betaDensity(x, a, b) : 0 }),
    smallestShare,
    1,
  ).at;
}

/** P(X ≤ successes) for X ~ Binomial(trials, share): the exact p-value against "the share is at least this". */
export function binomialLowerTail(successes: number, trials: number, share: number): number {
  if (successes >= trials) return 1;
  return incompleteBeta(1 - share, trials - successes, successes + 1);
}
