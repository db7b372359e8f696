// Worlds in which the true risk of every threshold is known, to see how often a promised one is exceeded.
import { fitCalibratorStore, tuneRejectThreshold } from "calibrated";

/** @import { CalibratorStore, PredictionColumns } from "calibrated" */

/**
 * @typedef {{ name: string, rows: number, errorRate: (rawConfidence: number) => number }} SimulatedUser
 * @typedef {{ name: string, maxRisk: number, users: SimulatedUser[], fitRows?: number, perUser?: boolean }} World
 * @typedef {{ promises: number, broken: number, coverage: number }} Tally
 * @typedef {{ rows: number, confidence: number[], errorRate: number[] }} Truth
 */

/** A row has one of these raw confidences, each as likely. */
const support = Array.from({ length: 70 }, (_, i) => 0.3 + (0.7 * (i + 0.5)) / 70);
const probabilities = support.map((c) => [c, (1 - c) / 3, (1 - c) / 3, (1 - c) / 3]);
const grid = Array.from({ length: 100 }, (_, i) => (99 - i) / 100);

const overConfident = (/** @type {number} */ c) => 1 - c ** 1.8;
const underConfident = (/** @type {number} */ c) => 1 - c ** 0.6;
/** The most confident rows are worse than those below them. */
const humped = (/** @type {number} */ c) => (c > 0.93 ? 0.3 : c > 0.7 ? 0.03 : 0.6);

/** @type {World[]} */
export const worlds = [
  {
    name: "just above the promise everywhere",
    maxRisk: 0.2,
    users: [{ name: "ann", rows: 1000, errorRate: () => 0.2001 }],
  },
  {
    name: "over-confident, raw",
    maxRisk: 0.2,
    users: [{ name: "ann", rows: 1000, errorRate: overConfident }],
  },
  {
    name: "a risk that is not monotone",
    maxRisk: 0.2,
    users: [{ name: "ann", rows: 1000, errorRate: humped }],
  },
  {
    name: "calibrators fitted on other rows",
    maxRisk: 0.2,
    fitRows: 300,
    users: [
      { name: "ann", rows: 600, errorRate: overConfident },
      { name: "bob", rows: 400, errorRate: underConfident },
    ],
  },
  {
    name: "per user",
    maxRisk: 0.2,
    perUser: true,
    users: [
      { name: "ann", rows: 500, errorRate: overConfident },
      { name: "bob", rows: 300, errorRate: underConfident },
      { name: "cid", rows: 300, errorRate: humped },
      { name: "dan", rows: 250, errorRate: () => 0.205 },
      { name: "eve", rows: 150, errorRate: overConfident },
      { name: "fay", rows: 100, errorRate: underConfident },
    ],
  },
];

/**
 * Tunes again and again on fresh rows and compares each promise with the truth.
 *
 * @param {World} world
 * @param {{ repetitions: number, confidence: number, random: () => number }} options
 * @returns {{ certified: Map<string, Tally>, plugIn: Tally, oracle: Tally }} the promises to each whom one was made to;
 *   what the lowest threshold of an observed risk that is low enough would have promised; and what one who knows the
 *   truth can promise.
 */
export function simulate(world, { repetitions, confidence, random }) {
  const { maxRisk, users, perUser = false } = world;
  const certified = new Map();
  const plugIn = emptyTally();
  const oracle = emptyTally();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const store = fittedStore(world, random);
    const truths = users.map((user) => truthOf(user, store));
    const table = drawTable(users, random);
    const tuned = tuneRejectThreshold(table, store, { goal: "risk", maxRisk, confidence, perUser });
    const own = new Map(tuned.perUser?.users.map(({ userId, threshold }) => [userId, threshold ?? null]));
    for (const [i, { name }] of users.entries()) {
      const threshold = own.get(name) ?? null;
      if (threshold !== null)
        add(tallyOf(certified, name), served(truths.slice(i, i + 1), threshold), maxRisk);
    }
    const rest = truths.filter((_, i) => (own.get(users[i]?.name ?? "") ?? null) === null);
    const common = rest.length === 0 ? truths : rest;
    const name = perUser ? "everybody else" : "everybody";
    if (tuned.threshold !== null) add(tallyOf(certified, name), served(common, tuned.threshold), maxRisk);
    const naive = tuned.curve.findLast(({ risk }) => risk !== null && risk <= maxRisk);
    if (naive !== undefined) add(plugIn, served(common, naive.threshold), maxRisk);
    const best = grid.findLast((threshold) => served(common, threshold).risk <= maxRisk);
    if (best !== undefined) add(oracle, served(common, best), maxRisk);
  }
  return { certified, plugIn, oracle };
}

/** @returns {Tally} */
function emptyTally() {
  return { promises: 0, broken: 0, coverage: 0 };
}

/** @type {(tallies: Map<string, Tally>, name: string) => Tally} */
function tallyOf(tallies, name) {
  const tally = tallies.get(name) ?? emptyTally();
  tallies.set(name, tally);
  return tally;
}

/** @type {(tally: Tally, served: { risk: number, coverage: number }, maxRisk: number) => void} */
function add(tally, { risk, coverage }, maxRisk) {
  tally.promises++;
  if (risk > maxRisk) tally.broken++;
  tally.coverage += coverage;
}

/**
 * The true risk and coverage of users together.
 *
 * @type {(truths: Truth[], threshold: number) => { risk: number, coverage: number }}
 */
function served(truths, threshold) {
  let [rows, accepted, errors] = [0, 0, 0];
  for (const truth of truths) {
    const each = truth.rows / support.length;
    for (const [i, confidence] of truth.confidence.entries()) {
      rows += each;
      if (confidence < threshold) continue;
      accepted += each;
      errors += each * (truth.errorRate[i] ?? NaN);
    }
  }
  // Who accepts nothing is not wrong.
  return { risk: accepted === 0 ? 0 : errors / accepted, coverage: accepted / rows };
}

/** @type {(user: SimulatedUser, store: CalibratorStore | null) => Truth} */
function truthOf({ name, rows, errorRate }, store) {
  const calibrated =
    store?.calibrateBatch(
      probabilities,
      support.map(() => name),
    ) ?? probabilities;
  return { rows, confidence: calibrated.map((row) => Math.max(...row)), errorRate: support.map(errorRate) };
}

/** @type {(world: World, random: () => number) => CalibratorStore | null} */
function fittedStore({ users, fitRows }, random) {
  if (fitRows === undefined) return null;
  const table = drawTable(
    users.map((user) => ({ ...user, rows: fitRows })),
    random,
  );
  return fitCalibratorStore(table, { minWindows: fitRows, minDays: 0, minLabels: 2 }).store;
}

/** @type {(users: SimulatedUser[], random: () => number) => PredictionColumns} */
function drawTable(users, random) {
  const rows = users.flatMap(({ name, rows: count, errorRate }) =>
    Array.from({ length: count }, () => {
      const at = Math.floor(random() * support.length);
      const isWrong = random() < errorRate(support[at] ?? NaN);
      return { name, row: probabilities[at] ?? [], label: isWrong ? 1 : 0 };
    }),
  );
  return {
    probabilities: rows.map(({ row }) => row),
    labels: rows.map(({ label }) => label),
    userIds: rows.map(({ name }) => name),
  };
}

/** The most broken promises that chance explains (3 standard deviations) where each is broken with this probability. */
export function mostBroken(/** @type {number} */ repetitions, /** @type {number} */ probability) {
  return repetitions * probability + 3 * Math.sqrt(repetitions * probability * (1 - probability));
}
