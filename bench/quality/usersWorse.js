import { clusteredMean, upperPValue } from "../../packages/calibrated/dist/evaluate/clusteredMean.js";
import { groupByUser } from "../../packages/calibrated/dist/data/groupByUser.js";
import { utcDay } from "../../packages/calibrated/dist/data/utcDay.js";
import { benjaminiHochberg } from "../../packages/calibrated/dist/numerics/benjaminiHochberg.js";
import { mean } from "./testScores.js";

/** @import { PredictionTable } from "calibrated" */

const fewestBlocks = 5;
const stretches = 10;
const falseDiscoveryRate = 0.1;

export const usersWorseRule =
  "A user's NLL differences are averaged in blocks of time, since neighbouring rows are alike: UTC days where the user's " +
  `test rows have at least ${fewestBlocks} of them, else ${stretches} stretches of the rows in their order. A one-sided t ` +
  `test on the blocks asks whether the mean difference is above 0, for users with at least ${fewestBlocks} blocks; ` +
  `Benjamini-Hochberg at ${100 * falseDiscoveryRate} % over them says who is significantly worse.`;

/**
 * The users who can be tested, with their rows and the block of each.
 *
 * @typedef {{ userId: string | null, rows: number[], groupOf: Uint32Array, groups: number }} UserBlocks
 *
 * @param {PredictionTable} test - a user's rows in the order of time
 * @returns {UserBlocks[]}
 */
export function userBlocks({ userIds, timestamps }) {
  return [...groupByUser(userIds ?? [])]
    .map(([userId, members]) => {
      const rows = [...members];
      const days = timestamps && numbered(rows.map((row) => utcDay(timestamps[row])));
      const blocks =
        days !== null && days.groups >= fewestBlocks
          ? days
          : numbered(rows.map((_, i) => Math.floor((i * stretches) / rows.length)));
      return { userId, rows, ...blocks };
    })
    .filter(({ groups }) => groups >= fewestBlocks);
}

/** @param {number[]} keys */
function numbered(keys) {
  /** @type {Map<number, number>} */
  const numbers = new Map();
  for (const key of keys) if (!numbers.has(key)) numbers.set(key, numbers.size);
  return { groupOf: Uint32Array.from(keys, (key) => numbers.get(key) ?? 0), groups: numbers.size };
}

/**
 * The users with a mean difference significantly above 0.
 *
 * @param {Float64Array} differences - of the NLL, one a row
 * @param {UserBlocks[]} users
 */
export function usersWorse(differences, users) {
  const pValues = users.map(({ rows, groupOf, groups }) => {
    const own = Float64Array.from(rows, (row) => differences[row]);
    // Null where all blocks have the same mean difference: then there is no doubt about its sign.
    const estimate = clusteredMean(own, null, { unit: "block", units: groups, groups, groupOf });
    return estimate === null ? Number(mean(own) <= 0) : upperPValue(estimate);
  });
  const adjusted = benjaminiHochberg(pValues);
  return users.filter((_, i) => adjusted[i] <= falseDiscoveryRate).map(({ userId }) => userId);
}
