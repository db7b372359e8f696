import type { Interval } from "../numerics/binomialInterval.ts";
import { sortedQuantile } from "../numerics/sortedQuantile.ts";

/** The size of a vector of gaps: 0 for no gap, and twice as large for gaps twice as large. */
export type GapNorm = (gaps: Float64Array) => number;

/** A multiple is found to this share of itself, which is less than the resamples leave open. */
const precision = 1e-4;

/**
 * An interval for a calibration error that is the size of a vector of gaps, such as Σ |gap| over bins.
 *
 * Such a size is biased: chance alone makes it larger than 0, so that the usual bootstrap intervals miss. Here the
 * observed gaps are scaled by λ and the noise of a resample is added; the resample's multiple is the λ that gives the
 * observed size. The share of the multiples below λ is then the p-value of "the gaps are λ times the observed ones", and
 * quantiles of the multiples invert that test, along the line of the observed gaps. The interval reaches down to 0 where
 * noise alone explains what was seen. It always reaches up to what is usual to see by noise alone, and to the observed
 * size: luck does not make it narrow. At the upper end only half the tail is left out, since the gaps seen carry noise of
 * their own, which pulls the multiples down a little where rows are few.
 *
 * @param observed - the gaps of the rows.
 * @param resampled - the gaps of each resample.
 * @param tail - the probability left out at each end.
 */
export function errorInterval(
  observed: Float64Array,
  resampled: readonly Float64Array[],
  norm: GapNorm,
  tail: number,
): Interval {
  const size = norm(observed);
  const noises = resampled.map((one) => one.map((gap, i) => gap - observed[i]!));
  const noiseSizes = noises.map(norm);
  const usualNoise = sortedQuantile(Float64Array.from(noiseSizes).sort(), 0.5);
  if (size === 0) return { lower: 0, upper: usualNoise };
  const gaps = new Float64Array(observed.length);
  const multiplesFor = (seen: number): Float64Array =>
    Float64Array.from(noises, (noise, r) =>
      multipleOfSize(seen, size, noiseSizes[r]!, (lambda) => {
        for (let i = 0; i < gaps.length; i++) gaps[i] = noise[i]! + lambda * observed[i]!;
        return norm(gaps);
      }),
    ).sort();
  const multiples = multiplesFor(size);
  const upperMultiples = usualNoise > size ? multiplesFor(usualNoise) : multiples;
  return {
    lower: size * sortedQuantile(multiples, tail),
    upper: Math.max(size, usualNoise, size * sortedQuantile(upperMultiples, 1 - tail / 2)),
  };
}

/**
 * The λ ≥ 0 at which the size with noise grows beyond what was seen; 0 if the noise alone is as large.
 *
 * A norm is convex in λ, so that chords from the right end of a bracket meet the size before it does: false position from
 * there, with the retained end halved where it would stand still (the Illinois method).
 */
function multipleOfSize(
  seen: number,
  size: number,
  noise: number,
  sizeAt: (lambda: number) => number,
): number {
  if (noise >= seen) return 0;
  let low = 0;
  let below = noise - seen;
  // ‖noise + λ gaps‖ ≥ λ ‖gaps‖ − ‖noise‖: here it is large enough.
  let high = (seen + noise) / size;
  let above = sizeAt(high) - seen;
  if (above <= 0) return high;
  let side = 0;
  while (high - low > precision * high) {
    const next = high - (above * (high - low)) / (above - below);
    const value = sizeAt(next) - seen;
    if (Math.abs(value) <= precision * seen * 1e-2) return next;
    if (value < 0) {
      low = next;
      below = value;
      if (side === -1) above /= 2;
      side = -1;
    } else {
      high = next;
      above = value;
      if (side === 1) below /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}
