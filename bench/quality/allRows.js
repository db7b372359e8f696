import { globalTemperature, raw } from "./columns.js";
import { groupByUser } from "../../packages/calibrated/dist/data/groupByUser.js";
import { drawnGroups, groupDraws, pairedInterval } from "./pairedInterval.js";
import { mean, rounding, testScores } from "./testScores.js";
import { userBlocks, usersWorse } from "./usersWorse.js";

/** @import { Column } from "./columns.js" */
/** @import { Peers } from "./peers.js" */
/** @import { SplitTable } from "./readTable.js" */
/** @import { TestScores } from "./testScores.js" */
/** @typedef {ReturnType<typeof pairedInterval>} Paired */

/**
 * @typedef {object} ColumnResult
 * @property {number} nll
 * @property {number} brier
 * @property {number} ece
 * @property {number} accuracy
 * @property {Paired} overRaw - its NLL less that of raw: below 0 is better
 * @property {Paired} overGlobal - its NLL less that of the global temperature
 * @property {number} usersHigher - users with a higher NLL than raw
 * @property {number} usersWorse - users significantly worse than raw
 * @property {number} seconds - of fitting and applying
 *
 * @typedef {object} TableResult
 * @property {string} table
 * @property {{ fit: number, test: number }} rows
 * @property {number} users
 * @property {number} classes
 * @property {string} unit - what the intervals draw
 * @property {number} units
 * @property {number} usersTested
 * @property {Record<string, ColumnResult>} columns
 */

/**
 * Fits every column on all fit rows and judges it on all test rows.
 *
 * @param {SplitTable} table
 * @param {Column[]} columns
 * @param {{ peers: Peers, draws: number, log: (line: string) => void }} run
 * @returns {Promise<TableResult>}
 */
export async function judgeOnAllRows(table, columns, { peers, draws, log }) {
  const { name, fit, test } = table;
  /** @type {{ name: string, seconds: number, scores: TestScores }[]} */
  const scored = [];
  for (const column of columns) {
    const started = performance.now();
    const probabilities = await column.fit(table, peers);
    const seconds = (performance.now() - started) / 1000;
    log(`${name}: ${column.name}, ${seconds.toFixed(1)} s`);
    scored.push({ name: column.name, seconds, scores: testScores(test, probabilities) });
  }
  const rowNllOf = (/** @type {string} */ wanted) => {
    const found = scored.find((one) => one.name === wanted);
    if (found === undefined) throw new Error(`The column ${wanted} is missing.`);
    return found.scores.rowNll;
  };
  const [rawNll, globalNll] = [rowNllOf(raw), rowNllOf(globalTemperature)];
  const groups = drawnGroups(test);
  const counts = groupDraws(groups.groups, draws);
  const blocks = userBlocks(test);
  const rowsOfUsers = Array.from(groupByUser(test.userIds ?? []).values(), (rows) => [...rows]);
  const results = scored.map(({ name: columnName, seconds, scores: { rowNll, ...scores } }) => {
    const toRaw = rowNll.map((nll, row) => nll - rawNll[row]);
    const toGlobal = rowNll.map((nll, row) => nll - globalNll[row]);
    const worse = usersWorse(toRaw, blocks);
    if (worse.length > 0) log(`${name}: ${columnName} is worse than raw for ${worse.join(", ")}`);
    const result = {
      ...scores,
      overRaw: pairedInterval(toRaw, groups, counts),
      overGlobal: pairedInterval(toGlobal, groups, counts),
      usersHigher: rowsOfUsers.filter((rows) => mean(rows.map((row) => toRaw[row])) > rounding).length,
      usersWorse: worse.length,
      seconds,
    };
    return /** @type {const} */ ([columnName, result]);
  });
  return {
    table: name,
    rows: { fit: fit.rowCount, test: test.rowCount },
    users: rowsOfUsers.length,
    classes: test.classCount,
    unit: groups.unit,
    units: groups.units,
    usersTested: blocks.length,
    columns: Object.fromEntries(results),
  };
}
