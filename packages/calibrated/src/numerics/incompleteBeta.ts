import { binomialWeight } from "./binomialWeight.ts";

/** Terms of the continued fraction that change it by less than this end it. */
const negligible = 1e-16;

/**
 * The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is at most x.
 *
 * The continued fraction of Didonato & Morris, evaluated by Lentz's method on the side where it converges fast; some
 * √max(a, b) terms.
 *
 * @param x - from 0 to 1.
 * @param a - above 0.
 * @param b - above 0.
 *
 * Source: DiDonato & Morris, "Algorithm 708", ACM TOMS 18, 1992.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x <= a / (a + b) ? lowerSide(x, 1 - x, a, b) : 1 - lowerSide(1 - x, x, b, a);
}

/** The density of Beta(a, b) at x inside (0, 1). */
export function betaDensity(x: number, a: number, b: number): number {
  return (binomialWeight(a, b, x) * a * b) / ((a + b) * x * (1 - x));
}

function lowerSide(x: number, y: number, a: number, b: number): number {
  const front = (binomialWeight(a, b, x) * b) / (a + b);
  // The even part of the continued fraction, whose terms are all positive for x ≤ a / (a + b).
  let denominator = (a * (a - (a + b) * x + 1)) / (a + 1);
  let c = denominator;
  let d = 0;
  let value = denominator;
  for (let m = 1; ; m++) {
    const numerator = (a + m - 1) * (a + b + m - 1) * m * (b - m) * (x / (a + 2 * m - 1)) ** 2;
    denominator =
      m +
      (m * (b - m) * x) / (a + 2 * m - 1) +
      ((a + m) * (a - (a + b) * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < negligible) return (front * a) / value;
  }
}
