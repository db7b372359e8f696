import { describe, expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";
import { everyRow } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import {
  countedWeights,
  givenWeights,
  populationRows,
  populationRowsByUser,
  populationRowsInPlace,
} from "../../src/personalize/populationRows.ts";

function tableOf(
  userIds: readonly (string | null)[] | null,
  weights: readonly number[] | null = null,
  count = userIds!.length,
): PredictionTable {
  return new PredictionTable({
    probabilities: Array.from({ length: count }, (_, row) => [row / count, 1 - row / count]),
    labels: Array.from({ length: count }, (_, row) => row % 2),
    userIds,
    weights,
  });
}

describe("populationRows", () => {
  it("are the rows that count, with everything they have", () => {
    const table = new PredictionTable({
      probabilities: [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.7, 0.3],
      ],
      labels: [0, 1, 1],
      userIds: ["ann", "bob", null],
      weights: [2, 0, 3],
      timestamps: [10, 20, 30],
    });
    const { block, labels, weights, ownWeights, byUser, times } = populationRows(table);
    expect(Array.from(block.values)).toEqual([0.9, 0.1, 0.7, 0.3]);
    expect(block).toMatchObject({ rowCount: 2, classCount: 2 });
    expect(Array.from(labels)).toEqual([0, 1]);
    expect(Array.from(weights)).toEqual([2, 3]);
    expect(Array.from(ownWeights)).toEqual([2, 3]);
    expect([...byUser]).toEqual([
      ["ann", Uint32Array.of(0)],
      [null, Uint32Array.of(1)],
    ]);
    expect(Array.from(times!)).toEqual([10, 30]);
  });

  it("are of nobody known without user ids, and of no time without times", () => {
    const { byUser, times, weights } = populationRows(tableOf(null, null, 3));
    expect([...byUser]).toEqual([[null, Uint32Array.of(0, 1, 2)]]);
    expect(times).toBeNull();
    expect(Array.from(weights)).toEqual([1, 1, 1]);
  });

  it("count a user as a hundred times the median user at most, and leave the user's own weights", () => {
    const userIds = ["ann", "bob", "eve", "eve"];
    const { weights, ownWeights } = populationRows(tableOf(userIds, [2, 4, 1500, 500]));
    // The totals are 2, 4 and 2000; the median is 4, and eve's rows share 400 as they shared 2000.
    expect(Array.from(weights)).toEqual([2, 4, 300, 100]);
    expect(Array.from(ownWeights)).toEqual([2, 4, 1500, 500]);
  });

  it("take the middle of the two middle users as the median of an even number", () => {
    const { weights } = populationRows(tableOf(["a", "b"], [1, 1000]));
    expect(Array.from(weights)).toEqual([1, 1000]);
    const four = populationRows(tableOf(["a", "b", "c", "d"], [1, 2, 4, 1000]));
    expect(Array.from(four.weights)).toEqual([1, 2, 4, 300]);
  });

  it("do not cap one user alone, or rows of nobody", () => {
    expect(Array.from(populationRows(tableOf(["ann", "ann"], [1, 1e6])).weights)).toEqual([1, 1e6]);
    const nobody = populationRows(tableOf(["ann", "bob", null], [1, 1, 1e6]));
    expect(Array.from(nobody.weights)).toEqual([1, 1, 1e6]);
  });

  it("do not write to the table", () => {
    const table = tableOf(["a", "b", "c"], [1, 1, 1000]);
    populationRows(table);
    expect(Array.from(table.weights!)).toEqual([1, 1, 1000]);
  });
});

describe("populationRowsByUser", () => {
  const userIds = ["bob", "ann", null, "bob", "ann", "ann"];
  const firsts = ({ block }: ReturnType<typeof populationRows>): number[] =>
    Array.from(
      block.values.filter((_, i) => i % 2 === 0),
      (p) => Math.round(p * 6),
    );

  it("puts users together, by code point of the id, and leaves out what does not count", () => {
    const rows = populationRowsByUser(tableOf(userIds, [1, 1, 1, 1, 0, 1]));
    expect(firsts(rows)).toEqual([2, 1, 5, 0, 3]);
    expect([...rows.byUser]).toEqual([
      [null, Uint32Array.of(0)],
      ["ann", Uint32Array.of(1, 2)],
      ["bob", Uint32Array.of(3, 4)],
    ]);
  });

  it("knows no user of whom no row counts", () => {
    expect([...populationRowsByUser(tableOf(userIds, [0, 1, 1, 0, 1, 1])).byUser.keys()]).toEqual([
      null,
      "ann",
    ]);
  });

  it("leaves rows of nobody as they come", () => {
    const rows = populationRowsByUser(tableOf(null, [1, 0, 1], 3));
    expect([...rows.byUser]).toEqual([[null, Uint32Array.of(0, 1)]]);
  });
});

it("populationRowsByUser puts users together whose rows take turns, and leaves rows in order where they stand", () => {
  const turns = populationRowsByUser(tableOf(["ann", "bob", "ann", "bob"]));
  expect(Array.from(turns.block.values)).toEqual([0, 1, 0.5, 0.5, 0.25, 0.75, 0.75, 0.25]);
  expect(turns.labels).toEqual(Int32Array.of(0, 0, 1, 1));
  const table = tableOf(["ann", "ann", "bob", "bob"]);
  expect(populationRowsByUser(table).block.values.buffer).toBe(everyRow(table).block.values.buffer);
});

describe("populationRowsInPlace", () => {
  const groupsOf = ({ userIds }: PredictionTable): ReturnType<typeof groupByUser> => groupByUser(userIds!);

  /** Users in falling order, whose rows are more than are put in order. */
  const many = Array.from({ length: 200_010 }, (_, row) => (row < 5 ? null : `user ${9 - (row % 10)}`));
  const grouped = [...many].sort((a, b) => (a === b ? 0 : a === null || (b !== null && a > b) ? -1 : 1));

  it("leaves many rows where they stand, and has users by code point", () => {
    const table = tableOf(grouped);
    const rows = populationRowsInPlace(table, groupsOf(table));
    expect(rows.block.values.buffer).toBe(everyRow(table).block.values.buffer);
    const ids = [...rows.byUser.keys()];
    expect(ids).toEqual([null, ...Array.from({ length: 10 }, (_, user) => `user ${user}`)]);
    for (const [userId, members] of rows.byUser) {
      expect(Array.from(members, (row) => grouped[row])).toEqual(Array.from(members, () => userId));
    }
    expect(rows).toMatchObject({ labels: table.labels, times: null });
    expect(rows.ownWeights).toEqual(new Float64Array(table.rowCount).fill(1));
  });

  it("leaves users where they stand who take turns, if each is asked once", () => {
    const table = tableOf(many);
    const rows = populationRowsInPlace(table, groupsOf(table), true);
    expect(rows.block.values.buffer).toBe(everyRow(table).block.values.buffer);
    for (const [userId, members] of rows.byUser) {
      expect(Array.from(members, (row) => many[row])).toEqual(Array.from(members, () => userId));
    }
    expect([givenWeights(rows), countedWeights(rows)]).toEqual([null, null]);
    const weighted = populationRowsByUser(tableOf(["ann", "bob"], [2, 3]));
    expect([givenWeights(weighted), countedWeights(weighted)]).toEqual([
      weighted.ownWeights,
      weighted.weights,
    ]);
  });

  it("is populationRowsByUser of few rows, where a user's are apart, and with weights", () => {
    const weights = grouped.map((_, row) => row % 3);
    for (const table of [tableOf(["eve", "ann"]), tableOf(many), tableOf(grouped, weights)]) {
      expect(populationRowsInPlace(table, groupsOf(table))).toEqual(populationRowsByUser(table));
    }
  });
});
