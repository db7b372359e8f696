/** @import { Allowed } from "./works/work.js" */

/**
 * How far two results are apart, and whether that is allowed. Where theirs is of a part, only that is compared.
 *
 * @param {Float64Array} ours
 * @param {Float64Array} theirs
 * @param {Allowed} allowed
 * @param {boolean} isPart
 */
export function differenceOf(ours, theirs, allowed, isPart) {
  const isComplete = isPart
    ? theirs.length > 0 && theirs.length <= ours.length
    : theirs.length === ours.length;
  const isRelative = "relative" in allowed;
  const limit = isRelative ? allowed.relative : allowed.absolute;
  let largest = isComplete ? 0 : Infinity;
  for (let i = 0; i < theirs.length && largest < Infinity; i++) {
    const apart =
      ours[i] === theirs[i] ? 0 : Math.abs(ours[i] - theirs[i]) / (isRelative ? Math.abs(theirs[i]) : 1);
    // What is not a number is as far apart as can be.
    if (!(apart <= largest)) largest = Number.isNaN(apart) ? Infinity : apart;
  }
  return { largest, limit, isRelative, isAllowed: largest <= limit };
}

/** @typedef {ReturnType<typeof differenceOf>} Difference */
