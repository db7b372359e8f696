import { sortedQuantile } from "../../packages/calibrated/dist/numerics/sortedQuantile.js";

/**
 * The median and the quartiles around it.
 *
 * @typedef {{ median: number, lower: number, upper: number }} Spread
 */

/**
 * @param {number[]} values
 * @returns {Spread}
 */
export function spreadOf(values) {
  const sorted = Float64Array.from(values).sort();
  return {
    median: sortedQuantile(sorted, 0.5),
    lower: sortedQuantile(sorted, 0.25),
    upper: sortedQuantile(sorted, 0.75),
  };
}

/**
 * The slope of the least-squares line through the points on two logarithmic axes: 1 is growth in proportion.
 *
 * @param {{ x: number, y: number }[]} points
 */
export function logLogSlope(points) {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = {
    x: logs.reduce((sum, { x }) => sum + x, 0) / logs.length,
    y: logs.reduce((sum, { y }) => sum + y, 0) / logs.length,
  };
  const product = logs.reduce((sum, { x, y }) => sum + (x - mean.x) * (y - mean.y), 0);
  return product / logs.reduce((sum, { x }) => sum + (x - mean.x) ** 2, 0);
}
