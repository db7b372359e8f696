import { seededRandom, shuffled } from "../../packages/calibrated/dist/numerics/seededRandom.js";

/**
 * Row by row: probabilities, the class that came true, and whose row it is.
 *
 * @typedef {object} Rows
 * @property {Float64Array} probabilities
 * @property {Int32Array} labels
 */

/**
 * Rows of an over-confident model. Scores are normal, the softmax of a row's scores says how likely each class is, and
 * the model says the softmax of the scores times the temperature, so that this temperature is the right one.
 *
 * @param {number} seed
 * @param {{ rows: number, classes: number, temperatureOf: (row: number) => number }} shape
 * @returns {Rows}
 */
export function overconfidentRows(seed, { rows, classes, temperatureOf }) {
  const { share } = seededRandom(seed);
  const normal = normalNumbers(share);
  const probabilities = new Float64Array(rows * classes);
  const labels = new Int32Array(rows);
  const scores = new Float64Array(classes);
  const weights = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < classes; j++) scores[j] = normal();
    labels[row] = drawn(weights, softmaxInto(weights, 0, scores, 1) * share());
    const start = row * classes;
    const sum = softmaxInto(probabilities, start, scores, temperatureOf(row));
    for (let j = start; j < start + classes; j++) probabilities[j] /= sum;
  }
  return { probabilities, labels };
}

/**
 * One class's scores, uniform, and whether it came true, which follows a smooth increasing curve.
 *
 * @param {number} seed
 * @param {number} rows
 * @param {number | null} decimals - to which scores are rounded, so that many are equal; null leaves them
 */
export function scoredOutcomes(seed, rows, decimals) {
  const { share } = seededRandom(seed);
  const scores = new Float64Array(rows);
  const outcomes = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const score = share();
    outcomes[row] = Number(share() < score * score * (3 - 2 * score));
    scores[row] = decimals === null ? score : Number(score.toFixed(decimals));
  }
  return { scores, outcomes };
}

/**
 * As many rows of each user, users one after the other, each with a temperature of their own between 0.7 and 3.
 *
 * @param {number} seed
 * @param {{ users: number, rowsPerUser: number, classes: number }} shape
 * @returns {Rows & { users: Int32Array, temperatures: Float64Array }}
 */
export function rowsOfUsers(seed, { users, rowsPerUser, classes }) {
  const { share } = seededRandom(seed);
  const temperatures = Float64Array.from({ length: users }, () => 0.7 + 2.3 * share());
  const rows = users * rowsPerUser;
  const userOf = (/** @type {number} */ row) => Math.floor(row / rowsPerUser);
  const temperatureOf = (/** @type {number} */ row) => temperatures[userOf(row)];
  return {
    ...overconfidentRows(seed + 1, { rows, classes, temperatureOf }),
    users: Int32Array.from({ length: rows }, (_, row) => userOf(row)),
    temperatures,
  };
}

/**
 * The same rows in another order.
 *
 * @param {number} seed
 * @param {Rows & { users: Int32Array }} rows
 */
export function shuffledRows(seed, { probabilities, labels, users }) {
  const order = shuffled(labels.length, seededRandom(seed));
  const classes = probabilities.length / labels.length;
  const moved = new Float64Array(probabilities.length);
  for (let row = 0; row < order.length; row++) {
    for (let j = 0; j < classes; j++) moved[row * classes + j] = probabilities[order[row] * classes + j];
  }
  return {
    probabilities: moved,
    labels: Int32Array.from(order, (row) => labels[row]),
    users: Int32Array.from(order, (row) => users[row]),
  };
}

/**
 * Box and Muller's normal numbers, from uniform ones.
 *
 * @param {() => number} share
 */
function normalNumbers(share) {
  /** @type {number | null} */
  let second = null;
  return () => {
    if (second !== null) {
      const value = second;
      second = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - share()));
    const angle = 2 * Math.PI * share();
    second = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/**
 * Writes the exponentials of the scaled scores and returns their sum.
 *
 * @param {Float64Array} out
 * @param {number} start
 * @param {Float64Array} scores
 * @param {number} factor
 */
function softmaxInto(out, start, scores, factor) {
  let sum = 0;
  for (let j = 0; j < scores.length; j++) sum += out[start + j] = Math.exp(factor * scores[j]);
  return sum;
}

/**
 * @param {Float64Array} weights
 * @param {number} at - from 0 to less than their sum
 */
function drawn(weights, at) {
  let rest = at;
  for (let j = 0; j < weights.length - 1; j++) {
    rest -= weights[j];
    if (rest < 0) return j;
  }
  return weights.length - 1;
}
