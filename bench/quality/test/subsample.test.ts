import { PredictionTable } from "calibrated";
import { expect, test } from "vitest";

import { shuffledRowsOfUsers, subsample } from "../subsample.js";

const users = ["ann", "ann", "bob", "ann", "bob", "ann", "cleo", "ann", "bob", "ann"];
const table = new PredictionTable({
  // A row's probability tells its number.
  probabilities: users.map((_, row) => [row / 10, 1 - row / 10]),
  labels: users.map((_, row) => row % 2),
  userIds: users,
  timestamps: users.map((_, row) => row),
});

function keptRows(seed: number, n: number): number[] {
  const few = subsample(table, shuffledRowsOfUsers(table, seed), n);
  return Array.from({ length: few.rowCount }, (_, row) => few.timestamps![row]);
}

test("a seed decides the subset, and different seeds take different ones", () => {
  expect(keptRows(1, 2)).toEqual(keptRows(1, 2));
  const subsets = Array.from({ length: 20 }, (_, seed) => keptRows(seed, 2).join());
  expect(new Set(subsets).size).toBeGreaterThan(5);
});

test("a smaller subset is part of a greater one, down to one row a user and up to all", () => {
  for (const seed of [1, 2, 3]) {
    const subsets = [1, 2, 3, 4, 6].map((n) => keptRows(seed, n));
    for (const [i, smaller] of subsets.slice(0, -1).entries()) {
      expect(subsets[i + 1]).toEqual(expect.arrayContaining(smaller));
    }
    expect(subsets[0]).toHaveLength(3);
    expect(subsets.at(-1)).toEqual(users.map((_, row) => row));
  }
});

test("each user keeps at most n rows, whole and in the order of time", () => {
  const few = subsample(table, shuffledRowsOfUsers(table, 7), 2);
  const rows = keptRows(7, 2);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(few.userIds).toEqual(rows.map((row) => users[row]));
  expect(few.userIds!.toSorted((a, b) => (a! < b! ? -1 : 1))).toEqual(["ann", "ann", "bob", "bob", "cleo"]);
  expect(Array.from(few.labels!)).toEqual(rows.map((row) => row % 2));
  expect(rows.map((_, i) => few.probabilities.data[2 * i])).toEqual(rows.map((row) => row / 10));
});
