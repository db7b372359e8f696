import { runCall } from "./run.js";
import { logLogSlope, spreadOf } from "./statistics.js";

/** @import { Growth } from "./growth.js" */

/**
 * Times at each size, in as many new processes, by turns, and the slope of their medians.
 *
 * @param {Growth} growth
 * @param {string} folder
 * @param {number} processes
 */
export async function grow({ name, title, unit, points }, folder, processes) {
  /** @type {number[][]} */
  const times = points.map(() => []);
  for (let round = 0; round < processes; round++) {
    for (const [i, { ours }] of points.entries()) {
      times[i].push((await runCall(ours, folder, null)).milliseconds);
    }
  }
  const grown = points.map(({ size }, i) => ({ size, milliseconds: spreadOf(times[i]) }));
  const slope = logLogSlope(grown.map(({ size, milliseconds }) => ({ x: size, y: milliseconds.median })));
  return { name, title, unit, points: grown, slope };
}

/** @typedef {Awaited<ReturnType<typeof grow>>} Grown */
