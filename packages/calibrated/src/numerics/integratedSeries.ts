/**
 * The value at a distance from where it is known, its slope being a power series of which the first terms are known.
 *
 * @param tolerance - what the last term may count.
 * @returns null where it counts more.
 */
export function integratedSeries(
  value: number,
  terms: ArrayLike<number>,
  distance: number,
  tolerance: number,
): number | null {
  let last = 0;
  let sum = value;
  for (let n = 0, power = distance; n < terms.length; n++, power *= distance) {
    last = (terms[n]! * power) / (n + 1);
    sum += last;
  }
  return Math.abs(last) <= tolerance ? sum : null;
}
