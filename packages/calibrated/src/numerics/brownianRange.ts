import { naturalExp } from "./naturalExp.ts";
import { normalUpperTail } from "./normalDistribution.ts";

/** From here on the series for large r needs the fewer terms, and does not cancel. */
const large = 2;

/**
 * P(R ≥ r) of the range R of standard Brownian motion on [0, 1] — its highest value less its lowest —, with all digits
 * also where it is small.
 *
 * Source: Feller, "The Asymptotic Distribution of the Range of Sums of Independent Random Variables", Annals of
 * Mathematical Statistics 22, 1951: the series for large r, and the one for small r that Poisson's formula makes of it.
 */
export function brownianRangeUpperTail(r: number): number {
  if (r <= 0) return 1;
  return r < large ? 1 - lowerTail(r) : upperTail(r);
}

/** 8 Σ (−1)^(k−1) k Q(k r) over k ≥ 1, Q the normal upper tail. */
function upperTail(r: number): number {
  let sum = 8 * normalUpperTail(r);
  for (let k = 2; ; k++) {
    const term = 8 * k * normalUpperTail(k * r);
    if (!(sum + term > sum)) return sum;
    sum += k % 2 === 1 ? term : -term;
  }
}

/** 8 Σ (1 / r² + 1 / c²) e^(−c² / (2 r²)) over c = π, 3π, 5π, …. */
function lowerTail(r: number): number {
  let sum = 0;
  for (let c = Math.PI; ; c += 2 * Math.PI) {
    const next = sum + 8 * (1 / r ** 2 + 1 / c ** 2) * naturalExp(-((c / r) ** 2) / 2);
    if (!(next > sum)) return sum;
    sum = next;
  }
}
