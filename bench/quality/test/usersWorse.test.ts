import { PredictionTable } from "calibrated";
import { expect, test } from "vitest";

import { userBlocks, usersWorse } from "../usersWorse.js";

const day = 86_400_000;

function tableOf(
  rows: readonly (readonly [userId: string, time: number])[],
  hasTimes = true,
): PredictionTable {
  return new PredictionTable({
    probabilities: rows.map(() => [0.5, 0.5]),
    userIds: rows.map(([userId]) => userId),
    timestamps: hasTimes ? rows.map(([, time]) => time) : null,
  });
}

function rowsOf(userId: string, count: number, perDay: number): (readonly [string, number])[] {
  return Array.from({ length: count }, (_, row) => [userId, Math.floor(row / perDay) * day + row] as const);
}

test("blocks are days where a user has five of them, else tenths of the rows; fewer than five blocks are no test", () => {
  const table = tableOf([...rowsOf("days", 12, 2), ...rowsOf("tenths", 20, 10), ...rowsOf("few", 4, 1)]);
  const blocks = userBlocks(table);
  expect(blocks.map(({ userId, groups }) => [userId, groups])).toEqual([
    ["days", 6],
    ["tenths", 10],
  ]);
  expect(Array.from(blocks[0].groupOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  expect(Array.from(blocks[1].groupOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
  expect(userBlocks(tableOf(rowsOf("ann", 7, 1), false))[0].groups).toBe(7);
});

test("a user is worse whose NLL is higher in every block, not one who is better or undecided", () => {
  const table = tableOf(["worse", "better", "undecided", "same"].flatMap((userId) => rowsOf(userId, 10, 1)));
  const differences = Float64Array.from({ length: 40 }, (_, row) => {
    const jitter = 0.01 * (row % 3);
    return [0.1 + jitter, -0.1 - jitter, row % 2 === 0 ? 0.1 : -0.1, 0][Math.floor(row / 10)];
  });
  expect(usersWorse(differences, userBlocks(table))).toEqual(["worse"]);
});

test("a user worse by the same in every block is worse beyond doubt", () => {
  const blocks = userBlocks(tableOf(rowsOf("ann", 10, 1)));
  expect(usersWorse(new Float64Array(10).fill(0.1), blocks)).toEqual(["ann"]);
  expect(usersWorse(new Float64Array(10), blocks)).toEqual([]);
});
