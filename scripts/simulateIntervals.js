// How often the intervals of evaluateStore cover the true scores, and how the p-values of its tests are spread.
//   npm run build && node scripts/simulateIntervals.js [repetitions]
import { CalibratorStore, evaluateStore, PredictionTable, TemperatureCalibrator } from "calibrated";

import { labelledRows } from "../packages/calibrated/dist/data/labelledRows.js";
import { rowScoresOf } from "../packages/calibrated/dist/evaluate/rowScores.js";
import { scoreNames, scoresOf, scoreValues } from "../packages/calibrated/dist/evaluate/scores.js";
import { seededRandom } from "../packages/calibrated/dist/numerics/seededRandom.js";
import { servedRows } from "../packages/calibrated/dist/store/servedRows.js";

/** @typedef {{ rows: number, users: number }} Size */

const repetitions = Number(process.argv[2] ?? 300);
const level = 0.9;
/** Labels come from softmax(z / temperature): raw is over-confident, the store knows the truth. */
const temperature = 1.6;
const means = [1, 0, -0.5];
const spread = 1.7;
/** Of the logarithm of a user's own temperature: rows of a user are alike. */
const spreadOfUsers = 0.25;
/** @type {Size[]} */
const sizes = [
  { rows: 200, users: 0 },
  { rows: 1000, users: 0 },
  { rows: 5000, users: 0 },
  { rows: 3000, users: 30 },
];
/** Errors that are 0 for perfect probabilities: an interval that reaches down to 0 covers them. */
const errors = new Set([
  "miscalibration",
  "smoothEce",
  "topLabelEce",
  "topLabelEceEqualMass",
  "classwiseEce",
  "topLabelL2Error",
  "kuiper",
]);

const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(temperature) });

/** @param {import("../packages/calibrated/dist/numerics/seededRandom.js").SeededRandom} random */
function normal({ share }) {
  return Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
}

/**
 * @param {Size} size
 * @param {number} seed
 */
function draw({ rows, users }, seed) {
  const random = seededRandom(seed);
  const k = means.length;
  const data = new Float64Array(rows * k);
  const labels = new Int32Array(rows);
  const ofUser = Array.from({ length: Math.max(users, 1) }, () =>
    users === 0 ? temperature : temperature * Math.exp(spreadOfUsers * normal(random)),
  );
  const userOf = (/** @type {number} */ row) => Math.floor((row * ofUser.length) / rows);
  for (let row = 0; row < rows; row++) {
    const z = means.map((mean) => mean + spread * normal(random));
    const raw = z.map(Math.exp);
    const total = raw.reduce((sum, one) => sum + one, 0);
    for (let j = 0; j < k; j++) data[row * k + j] = /** @type {number} */ (raw[j]) / total;
    const own = /** @type {number} */ (ofUser[userOf(row)]);
    const truth = z.map((one) => Math.exp(one / own));
    let left = random.share() * truth.reduce((sum, one) => sum + one, 0);
    labels[row] = Math.max(
      0,
      truth.findIndex((one) => (left -= one) <= 0),
    );
  }
  const userIds = users === 0 ? null : Array.from(labels, (_, row) => `user ${userOf(row)}`);
  return new PredictionTable({ probabilities: { data, dims: [rows, k] }, labels, userIds });
}

/** @param {import("../packages/calibrated/dist/data/labelledRows.js").LabelledRows} rows */
function scorable(rows) {
  return { rows, rowScores: rowScoresOf(rows) };
}

/** @param {Size} size */
function trueScores({ users }) {
  const many = draw({ rows: 1_000_000, users: users === 0 ? 0 : 20_000 }, 987_654);
  const rows = labelledRows(many);
  const truth = {
    raw: scoreValues(scoresOf(scorable(rows))),
    calibrated: scoreValues(scoresOf(scorable(servedRows(rows, null, store)))),
  };
  if (users === 0) for (const name of scoreNames) if (errors.has(name)) truth.calibrated[name] = 0;
  return truth;
}

for (const [number, size] of sizes.entries()) {
  const truth = trueScores(size);
  /** @type {Map<string, number>} */
  const covered = new Map();
  const pValues = { kuiper: /** @type {number[]} */ ([]), spiegelhalter: /** @type {number[]} */ ([]) };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const seed = 1 + repetition + number * 1_000_000;
    const { intervals, calibrated } = evaluateStore(draw(size, seed), store, { level, seed });
    for (const side of /** @type {const} */ (["raw", "calibrated", "difference"])) {
      for (const name of scoreNames) {
        const interval = intervals?.[side]?.[name];
        if (!interval) continue;
        const value = side === "difference" ? truth.calibrated[name] - truth.raw[name] : truth[side][name];
        const isIn = interval.lower <= value + 1e-12 && value <= interval.upper + 1e-12;
        covered.set(`${side} ${name}`, (covered.get(`${side} ${name}`) ?? 0) + (isIn ? 1 : 0));
      }
    }
    pValues.kuiper.push(calibrated?.kuiperTest.pValue ?? NaN);
    pValues.spiegelhalter.push(calibrated?.spiegelhalterTest?.pValue ?? NaN);
  }
  const of = size.users === 0 ? "independent rows" : `${size.users} users`;
  console.log(`\n${size.rows} rows, ${of}, ${repetitions} repetitions: covered of ${100 * level} %\n`);
  console.log(
    `${"".padEnd(22)}${["raw", "calibrated", "difference"].map((side) => side.padStart(12)).join("")}`,
  );
  for (const name of scoreNames) {
    const cells = ["raw", "calibrated", "difference"].map((side) => {
      const count = covered.get(`${side} ${name}`);
      return (count === undefined ? "–" : `${((100 * count) / repetitions).toFixed(1)} %`).padStart(12);
    });
    console.log(`${name.padEnd(22)}${cells.join("")}`);
  }
  if (size.users > 0) continue;
  for (const [test, values] of Object.entries(pValues)) {
    const below = [0.05, 0.1, 0.25, 0.5, 0.75].map((p) => {
      const share = values.filter((value) => value <= p).length / values.length;
      return `≤ ${p}: ${(100 * share).toFixed(1)} %`;
    });
    console.log(`${test} p-values of perfect probabilities: ${below.join(", ")}`);
  }
}
