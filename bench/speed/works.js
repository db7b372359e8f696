import { commandWorks } from "./works/commandWorks.js";
import { rowWorks } from "./works/rowWorks.js";
import { servingWorks } from "./works/servingWorks.js";
import { userWorks } from "./works/userWorks.js";

/** @import { Sizes } from "./sizes.js" */
/** @import { Work } from "./works/work.js" */

/**
 * Everything that is compared.
 *
 * @param {Sizes} sizes
 * @returns {Work[]}
 */
export function worksOf(sizes) {
  return [...rowWorks(sizes), ...userWorks(sizes), ...servingWorks(sizes), ...commandWorks(sizes)];
}
