import { labelledRows } from "../../packages/calibrated/dist/data/labelledRows.js";
import { rowScoresOf, topLabelForecasts } from "../../packages/calibrated/dist/evaluate/rowScores.js";
import { topLabelEceOf } from "../../packages/calibrated/dist/evaluate/topLabelEce.js";
import { checkRows } from "../../packages/calibrated/dist/probabilities/checkRows.js";

/** @import { PredictionTable } from "calibrated" */

/** An NLL this much higher is the same but for rounding. */
export const rounding = 1e-9;

/**
 * @typedef {object} TestScores
 * @property {Float64Array} rowNll - of each test row, the probability of the label clipped at 1e-12
 * @property {number} nll
 * @property {number} brier - summed over the classes
 * @property {number} ece - of the top label, 15 bins of equal width
 * @property {number} accuracy
 */

/**
 * How well probabilities predict the labels of the test rows.
 *
 * @param {PredictionTable} test
 * @param {Float64Array} probabilities - row by row
 * @returns {TestScores}
 */
export function testScores(test, probabilities) {
  const { labels, block } = labelledRows(test);
  const calibrated = { ...block, values: probabilities };
  checkRows(calibrated);
  const rowScores = rowScoresOf({ labels, block: calibrated, weights: null });
  return {
    rowNll: rowScores.nll,
    nll: mean(rowScores.nll),
    brier: mean(rowScores.brier),
    ece: topLabelEceOf(topLabelForecasts(rowScores)).value,
    accuracy: mean(rowScores.right),
  };
}

/** @param {ArrayLike<number>} values */
export function mean(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
