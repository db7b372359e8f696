/**
 * The value below which the share p of sorted values lies, between two values by linear interpolation (R-7: the first
 * value for p = 0, the last for p = 1).
 *
 * @param sorted - finite and ascending, at least one.
 * @param p - from 0 to 1.
 *
 * Source: Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996 (type 7).
 */
export function quantileOf(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const before = Math.floor(place);
  const value = sorted[before]!;
  if (place === before) return value;
  return value + (place - before) * (sorted[before + 1]! - value);
}
