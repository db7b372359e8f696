/**
 * The piecewise-linear function through (xs, ys) at x; constant before the first and after the last point.
 *
 * @param xs - strictly increasing, at least one.
 * @param ys - one value per x.
 * @param low - where to look, if that is known: xs[low] ≤ x < xs[high] unless x lies outside of all.
 */
export function interpolate(
  xs: Float64Array,
  ys: Float64Array,
  x: number,
  low = 0,
  high: number = xs.length - 1,
): number {
  const last = xs.length - 1;
  if (x <= xs[0]!) return ys[0]!;
  if (x >= xs[last]!) return ys[last]!;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const y = ys[low]!;
  // A share of the way instead of a slope: thresholds that are almost equal would make the slope infinite.
  return y + (ys[high]! - y) * ((x - xs[low]!) / (xs[high]! - xs[low]!));
}
