import { join } from "node:path";

import { differenceOf } from "./difference.js";
import { readDoubles } from "./rawFiles.js";
import { runCall, runProcess } from "./run.js";
import { spreadOf } from "./statistics.js";

/** @import { Difference } from "./difference.js" */
/** @import { Run } from "./run.js" */
/** @import { Spread } from "./statistics.js" */
/** @import { Against, Side, Work } from "./works/work.js" */

/**
 * @typedef {object} Comparison
 * @property {string} name
 * @property {Spread} milliseconds - of theirs
 * @property {Spread} ratio - theirs / ours, pair by pair
 * @property {Spread | null} peakMegabytes
 * @property {Spread | null} peakRatio
 * @property {number | null} target
 * @property {number | null} memoryTarget
 * @property {string | null} part
 * @property {Difference | null} difference
 *
 * @typedef {object} Compared
 * @property {string} name
 * @property {string} title
 * @property {Spread} milliseconds - of ours
 * @property {Spread | null} peakMegabytes
 * @property {number | null} limit
 * @property {Comparison[]} against
 */

/**
 * Runs each side in as many new processes, by turns, forwards and backwards.
 *
 * @param {Work} work
 * @param {string} folder
 * @param {number} processes
 * @returns {Promise<Compared>}
 */
export async function compare(work, folder, processes) {
  const sides = [work.ours, ...work.against];
  /** @type {Run[][]} */
  const runs = sides.map(() => []);
  for (let round = 0; round < processes; round++) {
    const order = sides.map((_, i) => (round % 2 === 0 ? i : sides.length - 1 - i));
    for (const i of order) {
      const result = round === 0 ? join(folder, `result-${i}`) : null;
      runs[i].push(await runSide(work, sides[i], folder, result));
    }
  }
  const [ours, ...theirs] = runs;
  return {
    name: work.name,
    title: work.title,
    milliseconds: spreadOf(ours.map(({ milliseconds }) => milliseconds)),
    peakMegabytes: peakOf(ours),
    limit: work.limit ?? null,
    against: work.against.map((one, i) => ({
      ...comparison(one, ours, theirs[i]),
      difference: differenceTo(one, folder, i + 1, theirs[i][0].part !== undefined),
    })),
  };
}

/**
 * @param {Work} work
 * @param {Side} side
 * @param {string} folder
 * @param {string | null} result
 */
function runSide({ measured, command = false }, side, folder, result) {
  if (measured === "call") return runCall(side, folder, result);
  return runProcess(side, folder, { result, isCommand: command });
}

/**
 * @param {Against} against
 * @param {Run[]} ours
 * @param {Run[]} theirs
 */
function comparison({ name, target, memoryTarget }, ours, theirs) {
  const peaks = ours.map((one, i) => Number(theirs[i].peakMegabytes) / Number(one.peakMegabytes));
  return {
    name,
    milliseconds: spreadOf(theirs.map(({ milliseconds }) => milliseconds)),
    ratio: spreadOf(ours.map((one, i) => theirs[i].milliseconds / one.milliseconds)),
    peakMegabytes: peakOf(theirs),
    peakRatio: peaks.some(Number.isNaN) ? null : spreadOf(peaks),
    target: target ?? null,
    memoryTarget: memoryTarget ?? null,
    part: theirs[0].part ?? null,
  };
}

/** @param {Run[]} runs */
function peakOf(runs) {
  const peaks = runs.map(({ peakMegabytes = NaN }) => peakMegabytes);
  return peaks.some(Number.isNaN) ? null : spreadOf(peaks);
}

/**
 * @param {Against} against
 * @param {string} folder
 * @param {number} side
 * @param {boolean} isPart
 */
function differenceTo({ allowed }, folder, side, isPart) {
  if (allowed === undefined) return null;
  const [ours, theirs] = [0, side].map((i) => readDoubles(join(folder, `result-${i}`)));
  return differenceOf(ours, theirs, allowed, isPart);
}
