/**
 * Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) · x^a · (1 − x)^b: the probability of a successes and b failures, continued to
 * real a and b. Loader's saddle-point form keeps all digits where the logarithms of the parts would cancel.
 *
 * @param a - ≥ 0.
 * @param b - ≥ 0.
 * @param x - inside (0, 1).
 *
 * Source: Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
 */
export function binomialWeight(a: number, b: number, x: number): number {
  const n = a + b;
  if (a === 0) return Math.exp(b * Math.log1p(-x));
  if (b === 0) return Math.exp(a * Math.log(x));
  const remainder = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b);
  const exponent = remainder - deviance(a, n * x) - deviance(b, n * (1 - x));
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}

/** ln Γ(n + 1) less Stirling's formula for it. */
function stirlingRemainder(n: number): number {
  let product = 1;
  let m = n;
  for (; m < 16; m++) product *= m + 1;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / m ** 2) / m ** 2) / m ** 2) / m ** 2) / m;
  if (m === n) return series;
  return series + (m + 0.5) * Math.log(m) - m - Math.log(product) - ((n + 0.5) * Math.log(n) - n);
}

/** x ln(x / mean) + mean − x, without cancellation where x is near the mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let power = 2 * x * ratio;
  for (let k = 1; ; k++) {
    power *= ratio * ratio;
    const next = sum + power / (2 * k + 1);
    if (next === sum) return sum;
    sum = next;
  }
}
