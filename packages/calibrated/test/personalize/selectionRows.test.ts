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
    weights: numbers.map((row) => 0.5 + row / 1e9),
    ownWeights: numbers.map((row) => 1 - row / 1e9),
    byUser: groupByUser(userIds),
    times: times ? numbers.slice() : null,
  };
}

it("is all rows, if they are 30,000 or fewer", () => {
  for (const rows of [rowsOf(10, 3), rowsOf(30_000, 100), rowsOf(30_000, 9)]) {
    expect(selectionRows(rows)).toBe(rows);
  }
});

/** The same with weights of one number for all. */
function weighing(rows: PopulationRows, weight: number): PopulationRows {
  const ownWeights = rows.ownWeights.map(() => weight);
  return { ...rows, ownWeights, weights: ownWeights.map((own) => own / 2) };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

it("is some rows of each of fewer than ten users, with all that belongs to them", () => {
  const rows = weighing(rowsOf(90_001, 9), 1);
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
    expect([chosen.labels[i], chosen.ownWeights[i], chosen.weights[i]]).toEqual([row % 2, 1, 0.5]);
  }
});

it("takes a row of weight 2 for two rows", () => {
  const some = selectionRows(weighing(rowsOf(50_000, 3), 2));
  expect(sum(some.ownWeights)).toBeCloseTo(25_000, -1);
  expect(new Set(some.ownWeights)).toEqual(new Set([1]));
  expect(selectionRows(weighing(rowsOf(20_000, 50), 2)).byUser.size).toBe(25);
  const heavy = selectionRows(weighing(rowsOf(100, 2), 10_000));
  expect(heavy.labels.length).toBe(100);
  expect(sum(heavy.ownWeights)).toBeCloseTo(1e6 / 34, -1);
});

it("takes rows that weigh less than 1 for one row each", () => {
  const [whole, light] = [1, 0.125].map((weight) => selectionRows(weighing(rowsOf(90_001, 9), weight)));
  expect(light!.times).toEqual(whole!.times);
  expect(light!.ownWeights).toEqual(whole!.ownWeights.map((weight) => weight / 8));
});

it("is some rows of each user also where too few whole users would be left", () => {
  const userIds = Array.from({ length: 100_020 }, (_, row) => (row < 20 ? "few" : `user ${row % 11}`));
  const rows = { ...weighing(rowsOf(userIds.length, 1), 1), byUser: groupByUser(userIds) };
  const chosen = selectionRows(rows);
  expect(chosen.byUser.size).toBe(12);
  expect(chosen.labels.length).toBeGreaterThan(24_000);
  expect(chosen.byUser.get("few")!.length).toBe(5);
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
      0.5 + row / 1e9,
      1 - row / 1e9,
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
