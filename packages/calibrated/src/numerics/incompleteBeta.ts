import { binomialWeight } from "./binomialWeight.ts";
import { excessOverMean } from "./excessOverMean.ts";

/** Terms of the continued fraction that change it by less than this end it. */
const negligible = 3e-16;

/**
 * The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is at most x.
 *
 * The continued fraction of DiDonato & Morris, evaluated by Lentz's method on the side where it converges fast; some
 * √max(a, b) terms.
 *
 * @param x - from 0 to 1.
 * @param a - above 0.
 * @param b - above 0.
 * @param y - 1 − x, for an x too near 1 to say it; the smaller of both counts as exact.
 *
 * Source: DiDonato & Morris, "Algorithm 708", ACM TOMS 18, 1992.
 */
export function incompleteBeta(x: number, a: number, b: number, y: number = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const excess = excessOverMean(a, b, x, y);
  return excess >= 0 ? lowerSide(x, y, a, b, excess) : 1 - lowerSide(y, x, b, a, -excess);
}

/** The density of Beta(a, b) at x inside (0, 1), for y = 1 − x. */
export function betaDensity(x: number, a: number, b: number, y: number = 1 - x): number {
  return (binomialWeight(a, b, x, y) * a * b) / ((a + b) * x * y);
}
/** I_x(a, b) for an x that is not above the mean a / (a + b). */
function lowerSide(x: number, y: number, a: number, b: number, excess: number): number {
  const front = (binomialWeight(a, b, x, y) * a * b) / (a + b);
  if (front === 0) return 0;
  let denominator = (a * (excess + 1)) / (a + 1);
  let c = denominator;
  let d = 0;
  let value = denominator;
  for (let m = 1; ; m++) {
    const numerator = (a + m - 1) * (a + b + m - 1) * m * (b - m) * (x / (a + 2 * m - 1)) ** 2;
    denominator =
      m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (excess + 1 + m * (1 + y))) / (a + 2 * m + 1);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    value *= c * d;
    if (!(Math.abs(c * d - 1) >= negligible)) return front / value;
  }
}
