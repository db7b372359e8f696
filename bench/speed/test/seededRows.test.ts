import { fitTemperature } from "calibrated";
import { expect, test } from "vitest";

import { overconfidentRows, rowsOfUsers, scoredOutcomes, shuffledRows } from "../seededRows.js";

const shape = { rows: 4000, classes: 5, temperatureOf: () => 2 };

test("a seed decides the rows", () => {
  expect(overconfidentRows(1, shape)).toEqual(overconfidentRows(1, shape));
  expect(overconfidentRows(2, shape)).not.toEqual(overconfidentRows(1, shape));
});

test("rows sum to 1, and the temperature of the model is the right one", () => {
  const { probabilities, labels } = overconfidentRows(1, shape);
  for (let row = 0; row < shape.rows; row++) {
    const sum = probabilities.subarray(row * 5, row * 5 + 5).reduce((total, one) => total + one, 0);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
  }
  const fit = fitTemperature({ probabilities: { data: probabilities, dims: [shape.rows, 5] }, labels });
  expect(Math.abs(fit.calibrator.temperature - 2)).toBeLessThan(0.2);
});

test("outcomes are the likelier the higher the score, which may be rounded", () => {
  const { scores, outcomes } = scoredOutcomes(1, 5000, 2);
  expect(new Set(scores).size).toBeLessThanOrEqual(101);
  const meanOf = (chosen: Float64Array) => chosen.reduce((sum, one) => sum + one, 0) / chosen.length;
  const high = meanOf(outcomes.filter((_, i) => scores[i] > 0.7));
  const low = meanOf(outcomes.filter((_, i) => scores[i] < 0.3));
  expect(high).toBeGreaterThan(0.8);
  expect(low).toBeLessThan(0.2);
});

test("users have as many rows each, and shuffling keeps the rows together", () => {
  const rows = rowsOfUsers(1, { users: 3, rowsPerUser: 4, classes: 2 });
  expect(Array.from(rows.users)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  expect(rows.temperatures.every((temperature) => temperature >= 0.7 && temperature <= 3)).toBe(true);
  const shuffled = shuffledRows(2, rows);
  expect(shuffled.users).not.toEqual(rows.users);
  const wholeRows = ({ probabilities, labels, users }: Parameters<typeof shuffledRows>[1]) =>
    Array.from(labels, (label, row) => [users[row], label, probabilities[2 * row]].join()).sort();
  expect(wholeRows(shuffled)).toEqual(wholeRows(rows));
});
