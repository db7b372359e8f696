import { calibratedBy } from "./calibratedBy.js";

/** @import { Method } from "calibrated" */
/** @import { Peers } from "./peers.js" */
/** @import { SplitTable } from "./readTable.js" */

/**
 * One way to calibrate: what it makes of the test rows, row by row, when fitted on the fit rows.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {(table: SplitTable, peers: Peers) => Float64Array | Promise<Float64Array>} fit
 * @property {"subsampling"} [only] - left out of the tables on all fit rows
 * @property {true} [isPeer] - runs in Python
 */

/** The columns that all others are compared with; they cannot be skipped. */
export const raw = "raw";
export const globalTemperature = "global temperature";

const everybody = { minWindows: 1, minDays: 0, minLabels: 1 };

/** @type {Column[]} */
const columns = [
  { name: raw, fit: ({ test }) => test.probabilities.data },
  { name: globalTemperature, fit: calibratedBy({ method: "temperature", personalization: "none" }) },
  ...[
    "vector",
    "isotonic",
    "centred-isotonic",
    "mixed-isotonic",
    "winner-keeping-isotonic",
    "venn-abers",
    "beta",
    "platt",
    "histogram",
    "mixed-temperature",
    "ensemble-temperature",
    "structured-vector",
    "structured-matrix",
  ].map((method) => ({
    name: `global ${method}`,
    fit: calibratedBy({ method: /** @type {Method} */ (method), personalization: "none" }),
  })),
  { name: "seed's rule, temperature", fit: calibratedBy({ method: "temperature" }) },
  { name: "seed's rule, isotonic", fit: calibratedBy({ method: "isotonic" }) },
  {
    name: "own temperature for every user",
    fit: calibratedBy({ method: "temperature", ...everybody }),
    only: "subsampling",
  },
  {
    name: "own isotonic for every user",
    fit: calibratedBy({ method: "isotonic", ...everybody }),
    only: "subsampling",
  },
  { name: "auto, global", fit: calibratedBy({ method: "auto", personalization: "none" }) },
  { name: "auto, eligible users", fit: calibratedBy({ method: "auto", personalization: "eligible" }) },
  { name: "pooled temperature", fit: calibratedBy({ personalization: "pooled", method: "temperature" }) },
  { name: "auto, pooled users", fit: calibratedBy({ method: "auto" }) },
  { name: "scikit-learn temperature", fit: (table, peers) => peers.fit("temperature", table), isPeer: true },
  { name: "scikit-learn isotonic", fit: (table, peers) => peers.fit("isotonic", table), isPeer: true },
  { name: "scikit-learn sigmoid", fit: (table, peers) => peers.fit("sigmoid", table), isPeer: true },
  { name: "probmetrics SMS", fit: (table, peers) => peers.fit("sms", table), isPeer: true },
  { name: "probmetrics ts-mix", fit: (table, peers) => peers.fit("ts-mix", table), isPeer: true },
];

/**
 * The columns that a run has.
 *
 * @param {{ python: boolean, skip: string[], again: string[] }} options
 */
export function chosenColumns({ python, skip, again }) {
  checkNames("--skip", skip);
  checkNames("--again", again);
  const isWanted = (/** @type {string} */ name) =>
    again.length === 0 || again.includes(name) || fixed.has(name);
  return columns.filter(({ name, isPeer }) => isWanted(name) && !skip.includes(name) && (python || !isPeer));
}

const fixed = new Set([raw, globalTemperature]);

/**
 * @param {string} option
 * @param {string[]} given
 */
function checkNames(option, given) {
  const names = columns.map(({ name }) => name).filter((name) => !fixed.has(name));
  const wrong = given.find((name) => !names.includes(name));
  if (wrong === undefined) return;
  throw new Error(`Expected ${option} to name some of ${names.join("; ")}, but found ${wrong}.`);
}
