import { expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";
import type { PopulationRows } from "../../src/personalize/populationRows.ts";
import { selectionRows } from "../../src/personalize/selectionRows.ts";

/** Rows dealt to the users in turn; each row's numbers say which row it is. */
function rowsOf(count: number, users: number, times = true): PopulationRows {
  const numbers = Float64Array.from({ length: count }, (_, row) => row);
  const userIds = Array.from(numbers, (row) => (row % users === 0 ? null : `user ${row % users}`));
  return {
    block: { values: Float64Array.from({ length: 2 * count }, (_, i) => i), rowCount: count, classCount: 2 },
    labels: Int32Array.from(numbers, (row) => row % 2),
    weights: numbers.map((row) => row + 0.5),
    ownWeights: numbers.map((row) => row + 0.75),
    byUser: groupByUser(userIds),
    times: times ? numbers.slice() : null,
  };
}

it("is all rows, if they are 30,000 or fewer", () => {
  for (const rows of [rowsOf(10, 3), rowsOf(30_000, 100), rowsOf(30_000, 9)]) {
    expect(selectionRows(rows)).toBe(rows);
  }
});

it("is some rows of each of fewer than ten users, with all that belongs to them", () => {
  const rows = rowsOf(90_001, 9);
  const chosen = selectionRows(rows);
  expect(new Set(chosen.byUser.keys())).toEqual(new Set(rows.byUser.keys()));
  for (const [userId, places] of chosen.byUser) {
    expect(places.length).toBe(Math.ceil(rows.byUser.get(userId)!.length / 4));
    const numbers = Array.from(places, (i) => chosen.times![i]!);
    expect(numbers.every((row) => rows.byUser.get(userId)!.includes(row))).toBe(true);
  }
  for (const [i, row] of chosen.times!.entries()) {
    if (i % 1000 > 0) continue;
    expect(chosen.block.values[2 * i]).toBe(2 * row);
    expect([chosen.labels[i], chosen.ownWeights[i]]).toEqual([row % 2, row + 0.75]);
  }
});

it("is whole users with all that belongs to their rows, evenly from all of them", () => {
  const rows = rowsOf(60_001, 90);
  const chosen = selectionRows(rows);
  expect(chosen.byUser.size).toBe(30);
  for (const [userId, places] of chosen.byUser) {
    expect(Array.from(places, (i) => chosen.times![i])).toEqual(Array.from(rows.byUser.get(userId)!));
  }
  expect(chosen.labels.length).toBeLessThan(30_000);
  for (const [i, row] of chosen.times!.entries()) {
    if (i % 1000 > 0) continue;
    expect(Array.from(chosen.block.values.subarray(2 * i, 2 * i + 2))).toEqual([2 * row, 2 * row + 1]);
    expect([chosen.labels[i], chosen.weights[i], chosen.ownWeights[i]]).toEqual([
      row % 2,
      row + 0.5,
      row + 0.75,
    ]);
  }
  expect(chosen.block).toMatchObject({ rowCount: chosen.labels.length, classCount: 2 });
});

it("takes the same users whatever the order of the rows", () => {
  const rows = rowsOf(30_002, 40, false);
  const last = rows.labels.length - 1;
  const reversed = [...rows.byUser].map(([userId, places]) => [userId, places.map((i) => last - i)] as const);
  const back = { ...rows, byUser: new Map(reversed) };
  expect(new Set(selectionRows(back).byUser.keys())).toEqual(new Set(selectionRows(rows).byUser.keys()));
  expect(selectionRows(rows).times).toBeNull();
});
