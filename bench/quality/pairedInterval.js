import { groupRows } from "../../packages/calibrated/dist/evaluate/resampling.js";
import { seededRandom } from "../../packages/calibrated/dist/numerics/seededRandom.js";
import { sortedQuantile } from "../../packages/calibrated/dist/numerics/sortedQuantile.js";

/** @import { PredictionTable } from "calibrated" */
/** @import { RowGroups } from "../../packages/calibrated/dist/evaluate/resampling.js" */

const seed = 20260101;
/** More are drawn some together. */
const mostGroups = 2000;

/**
 * What is drawn as a whole: users, or days or else rows where there is one user only.
 *
 * @param {PredictionTable} test
 */
export function drawnGroups(test) {
  const unit = new Set(test.userIds).size > 1 ? "user" : test.timestamps === null ? "row" : "day";
  return groupRows(test, unit, mostGroups, seed);
}

/**
 * How often each draw, with replacement, has each group: draw by draw, the same for all that is compared.
 *
 * @param {number} groups
 * @param {number} draws
 */
export function groupDraws(groups, draws) {
  const { index } = seededRandom(seed);
  const counts = new Uint16Array(draws * groups);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < groups; i++) counts[draw * groups + index(groups)]++;
  }
  return counts;
}

/**
 * The mean difference over the rows, with the 95 % interval of its resamples; without one if there are fewer than two
 * groups.
 *
 * @param {ArrayLike<number>} differences - one a row
 * @param {Pick<RowGroups, "groupOf" | "groups">} groups
 * @param {Uint16Array} draws
 */
export function pairedInterval(differences, { groupOf, groups }, draws) {
  const sums = new Float64Array(groups);
  const rows = new Float64Array(groups);
  for (let row = 0; row < differences.length; row++) {
    sums[groupOf[row]] += differences[row];
    rows[groupOf[row]]++;
  }
  const total = sums.reduce((sum, one) => sum + one, 0);
  const value = total / differences.length;
  if (groups < 2) return { value, lower: null, upper: null };
  const means = new Float64Array(draws.length / groups);
  for (let draw = 0; draw < means.length; draw++) {
    let sum = 0;
    let count = 0;
    for (let group = 0; group < groups; group++) {
      const times = draws[draw * groups + group];
      sum += times * sums[group];
      count += times * rows[group];
    }
    means[draw] = sum / count;
  }
  means.sort();
  return { value, lower: sortedQuantile(means, 0.025), upper: sortedQuantile(means, 0.975) };
}
