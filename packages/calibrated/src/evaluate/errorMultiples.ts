/** The size of a vector of gaps: 0 for no gap, and twice as large for gaps twice as large. */
export type GapNorm = (gaps: Float64Array) => number;

/** A multiple is found to this share of itself, which is less than the resamples leave open. */
const precision = 1e-4;

/**
 * For a calibration error that is the size of a vector of gaps, such as Σ |gap| over bins: what multiple of the observed
 * gaps each resample holds for possible.
 *
 * Such a size is biased: chance alone makes it larger than 0, so that the usual bootstrap intervals miss. Here the
 * observed gaps are scaled by λ and the noise of a resample is added; the resample's multiple is the λ that gives the
 * observed size. The share of the multiples below λ is then the p-value of "the gaps are λ times the observed ones", and
 * quantiles of the multiples invert that test. A multiple is 0 where the noise alone is as large as what was seen.
 *
 * @param observed - the gaps of the rows.
 * @param resampled - the gaps of each resample.
 * @returns one multiple of the observed size for each resample.
 */
export function errorMultiples(
  observed: Float64Array,
  resampled: readonly Float64Array[],
  norm: GapNorm,
): Float64Array {
  const size = norm(observed);
  const noise = new Float64Array(observed.length);
  const gaps = new Float64Array(observed.length);
  return Float64Array.from(resampled, (one) => {
    for (let i = 0; i < noise.length; i++) noise[i] = one[i]! - observed[i]!;
    return multipleOfSize(size, norm(noise), (lambda) => {
      for (let i = 0; i < gaps.length; i++) gaps[i] = noise[i]! + lambda * observed[i]!;
      return norm(gaps);
    });
  });
}

/**
 * The λ ≥ 0 at which the size with noise grows beyond the observed one; 0 if the noise alone is as large.
 *
 * A norm is convex in λ, so that chords from the right end of a bracket meet the size before it does: false position from
 * there, with the retained end halved where it would stand still (the Illinois method).
 */
function multipleOfSize(size: number, noise: number, sizeAt: (lambda: number) => number): number {
  if (noise >= size) return 0;
  let low = 0;
  let below = noise - size;
  // ‖noise + λ gaps‖ ≥ λ ‖gaps‖ − ‖noise‖: here it is large enough.
  let high = 1 + noise / size;
  let above = sizeAt(high) - size;
  if (above <= 0) return high;
  let side = 0;
  while (high - low > precision * high) {
    const next = high - (above * (high - low)) / (above - below);
    const value = sizeAt(next) - size;
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
    if (Math.abs(value) <= precision * size * 1e-2) return next;
  }
  return (low + high) / 2;
}
