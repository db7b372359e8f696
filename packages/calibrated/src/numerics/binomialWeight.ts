import { excessOverMean } from "./excessOverMean.ts";
import { naturalExp } from "./naturalExp.ts";
import { logOnePlus, naturalLog } from "./naturalLog.ts";
import { powerOf } from "./powerOf.ts";

/**
 * Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) · x^a · y^b for y = 1 − x: the probability of a successes and b failures,
 * continued to real a and b. Loader's saddle-point form keeps all digits where the logarithms of the parts would cancel.
 *
 * @param a - ≥ 0.
 * @param b - ≥ 0.
 * @param x - inside (0, 1).
 * @param y - 1 − x; the smaller of both counts as exact.
 *
 * Source: Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
 */
export function binomialWeight(a: number, b: number, x: number, y: number = 1 - x): number {
  if (a === 0) return powerOfShare(y, x, b);
  if (b === 0) return powerOfShare(x, y, a);
  const n = a + b;
  const excess = excessOverMean(a, b, x, y);
  const remainder = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b);
  const exponent = remainder - deviance(a, n * x, excess) - deviance(b, n * y, -excess);
  return naturalExp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}

/** x^a for y = 1 − x. Raising to a large power magnifies what rounding took from x. */
function powerOfShare(x: number, y: number, a: number): number {
  const lost = x > y ? 1 - x - y : 0;
  return powerOf(x, a) * naturalExp((lost * a) / x);
}

/** ln Γ(n + 1) less Stirling's formula for it: its series from 16 on, below it in steps of 1 towards there. */
function stirlingRemainder(n: number): number {
  let steps = 0;
  let m = n;
  for (; m < 16; m++) steps += (m + 0.5) * logOnePlus(1 / m) - 1;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / m ** 2) / m ** 2) / m ** 2) / m ** 2) / m;
  return steps + series;
}

/** x ln(x / mean) + mean − x, without cancellation where x is near the mean. */
function deviance(x: number, mean: number, excess: number): number {
  const ratio = excess / (x + mean);
  if (Math.abs(ratio) > 0.5) return x * naturalLog(x / mean) - excess;
  let sum = excess * ratio;
  let power = 2 * x * ratio;
  for (let k = 3; ; k += 2) {
    power *= ratio * ratio;
    const next = sum + power / k;
    if (!(Math.abs(next - sum) > 0)) return sum;
    sum = next;
  }
}
