/**
 * What a further draw lies below with probability `share`, by ascending draws: linear between the i-th of n, which has
 * i/(n + 1) below it, and the next; the first or the last draw beyond these.
 *
 * Source: Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996, definition 6.
 */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const last = sorted.length - 1;
  const at = Math.min(Math.max(share * (sorted.length + 1) - 1, 0), last);
  const below = Math.floor(at);
  const value = sorted[below]!;
  return value + (at - below) * (sorted[Math.min(below + 1, last)]! - value);
}
