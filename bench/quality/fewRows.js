import { groupByUser } from "../../packages/calibrated/dist/data/groupByUser.js";
import { globalTemperature, raw } from "./columns.js";
import { shuffledRowsOfUsers, subsample } from "./subsample.js";
import { mean, rounding, testScores } from "./testScores.js";

/** @import { Column } from "./columns.js" */
/** @import { Peers } from "./peers.js" */
/** @import { SplitTable } from "./readTable.js" */

/**
 * @typedef {object} Subsampled - means over the seeds
 * @property {number} worseThanRaw - share of the users with a higher test NLL
 * @property {number} worseThanGlobal - than under the global temperature of the same rows
 * @property {number} gainOverRaw - mean over the users of how much lower their test NLL is
 * @property {number} gainOverGlobal
 *
 * @typedef {object} SubsampledTable
 * @property {string} table
 * @property {number} rowsPerUser
 * @property {number} users - those with as many fit rows, who are judged; others keep what they have
 * @property {number} seeds
 * @property {Record<string, Subsampled & { deviations: Subsampled }>} columns - with the standard deviations between seeds
 */

/**
 * Fits every column on few rows of each user, and judges it on all test rows of the users who had as many.
 *
 * @param {SplitTable} table
 * @param {Column[]} columns
 * @param {{ peers: Peers, sizes: number[], seeds: number, log: (line: string) => void }} run
 * @returns {Promise<SubsampledTable[]>}
 */
export async function judgeOnFewRows(table, columns, { peers, sizes, seeds, log }) {
  const { name, fit, test } = table;
  const sampled = sizes
    .map((size) => ({ size, users: usersWith(size, table), perSeed: collected(columns) }))
    .filter(({ users }) => users.length > 0);
  for (let seed = 1; seed <= seeds; seed++) {
    const started = performance.now();
    const order = shuffledRowsOfUsers(fit, seed);
    for (const { size, users, perSeed } of sampled) {
      const few = { ...table, fit: subsample(fit, order, size) };
      /** @type {Map<string, number[]>} */
      const userNll = new Map();
      for (const column of columns) {
        const { rowNll } = testScores(test, await column.fit(few, peers));
        const own = users.map((rows) => mean(rows.map((row) => rowNll[row])));
        userNll.set(column.name, own);
      }
      const [before, shared] = [userNll.get(raw) ?? [], userNll.get(globalTemperature) ?? []];
      for (const [columnName, own] of userNll) perSeed[columnName].push(compared(own, before, shared));
    }
    log(`${name}: few rows, seed ${seed}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  return sampled.map(({ size, users, perSeed }) => ({
    table: name,
    rowsPerUser: size,
    users: users.length,
    seeds,
    columns: Object.fromEntries(
      Object.entries(perSeed).map(([columnName, judged]) => [
        columnName,
        { ...overSeeds(judged, mean), deviations: overSeeds(judged, deviation) },
      ]),
    ),
  }));
}

/** @param {Column[]} columns */
function collected(columns) {
  return Object.fromEntries(columns.map(({ name }) => [name, /** @type {Subsampled[]} */ ([])]));
}

/**
 * The test rows of each user with at least so many fit rows.
 *
 * @param {number} size
 * @param {SplitTable} table
 */
function usersWith(size, { fit, test }) {
  const fitted = groupByUser(fit.userIds ?? []);
  return [...groupByUser(test.userIds ?? [])]
    .filter(([userId]) => (fitted.get(userId)?.length ?? 0) >= size)
    .map(([, rows]) => [...rows]);
}

/**
 * @param {number[]} own - each user's NLL
 * @param {number[]} before - under raw
 * @param {number[]} shared - under the global temperature
 */
function compared(own, before, shared) {
  const worse = (/** @type {number[]} */ than) => mean(own.map((nll, i) => Number(nll > than[i] + rounding)));
  const gain = (/** @type {number[]} */ over) => mean(own.map((nll, i) => over[i] - nll));
  return {
    worseThanRaw: worse(before),
    worseThanGlobal: worse(shared),
    gainOverRaw: gain(before),
    gainOverGlobal: gain(shared),
  };
}

/**
 * @param {Subsampled[]} judged
 * @param {(values: number[]) => number} summary
 * @returns {Subsampled}
 */
function overSeeds(judged, summary) {
  return {
    worseThanRaw: summary(judged.map((one) => one.worseThanRaw)),
    worseThanGlobal: summary(judged.map((one) => one.worseThanGlobal)),
    gainOverRaw: summary(judged.map((one) => one.gainOverRaw)),
    gainOverGlobal: summary(judged.map((one) => one.gainOverGlobal)),
  };
}

/** @param {number[]} values */
function deviation(values) {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
