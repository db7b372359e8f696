import { normalCdf, normalQuantile } from "./normalDistribution.ts";
import { sumOf } from "./sumOf.ts";

/** Which quantiles of the resamples bound an interval. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The quantiles of a bias-corrected and accelerated interval, from the tail of a symmetric one and the acceleration; the
 * bias correction is taken to be equal to the acceleration, as it is for a mean.
 *
 * @param acceleration - a sixth of the skewness of the estimate.
 *
 * Source: Efron, "Better Bootstrap Confidence Intervals", JASA 82, 1987.
 */
export function bcaTails(tail: number, acceleration: number): Tails {
  const corrected = (p: number): number => {
    const z = acceleration + normalQuantile(p);
    return normalCdf(acceleration + z / (1 - acceleration * z));
  };
  return { lower: corrected(tail), upper: corrected(1 - tail) };
}

/** The acceleration from the estimates that leave out one group each. */
export function jackknifeAcceleration(leftOut: readonly number[]): number {
  const mean = sumOf(leftOut) / leftOut.length;
  let squares = 0;
  let cubes = 0;
  for (const one of leftOut) {
    const distance = mean - one;
    squares += distance * distance;
    cubes += distance * distance * distance;
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
}
