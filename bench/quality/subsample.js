import { PredictionTable } from "calibrated";

import { groupByUser } from "../../packages/calibrated/dist/data/groupByUser.js";
import { seededRandom, shuffled } from "../../packages/calibrated/dist/numerics/seededRandom.js";

/**
 * Each user's rows in an order that the seed decides: the first n are a random subset that a greater n contains.
 *
 * @param {PredictionTable} table
 * @param {number} seed
 * @returns {number[][]}
 */
export function shuffledRowsOfUsers({ userIds }, seed) {
  const random = seededRandom(seed);
  return [...groupByUser(userIds ?? []).values()].map((rows) =>
    Array.from(shuffled(rows.length, random), (i) => rows[i]),
  );
}

/**
 * The table with at most n rows of each user, in the order that they had.
 *
 * @param {PredictionTable} table
 * @param {number[][]} rowsOfUsers - of {@link shuffledRowsOfUsers}
 * @param {number} n
 */
export function subsample(table, rowsOfUsers, n) {
  const kept = rowsOfUsers.flatMap((rows) => rows.slice(0, n)).sort((a, b) => a - b);
  const { probabilities, classes, classCount: k, labels, userIds, timestamps } = table;
  const data = new Float64Array(kept.length * k);
  for (const [i, row] of kept.entries()) data.set(probabilities.data.subarray(row * k, (row + 1) * k), i * k);
  return new PredictionTable({
    probabilities: { data, dims: [kept.length, k] },
    classes,
    labels: labels && kept.map((row) => labels[row]),
    userIds: userIds && kept.map((row) => userIds[row]),
    timestamps: timestamps && kept.map((row) => timestamps[row]),
  });
}
