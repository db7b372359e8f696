/** Nearer points than this fall onto one pixel of a diagram of shares. */
const visible = 0.002;

/**
 * Leaves out points that cannot be told from the last one kept; the first and the last stay.
 *
 * @param places - what is drawn of a point, as shares from 0 to 1.
 */
export function thinned<T>(points: readonly T[], places: (point: T) => readonly number[]): T[] {
  let last: readonly number[] | null = null;
  return points.filter((point, i) => {
    const here = places(point);
    const isNear = last !== null && here.every((place, j) => Math.abs(place - last![j]!) < visible);
    if (isNear && i < points.length - 1) return false;
    last = here;
    return true;
  });
}
