import { describe, expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";
import { labelledRows, type LabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { blockStandardError, timeBlocks } from "../../src/personalize/timeBlocks.ts";

const userIds = [...Array.from({ length: 10 }, () => "ann"), ...Array.from({ length: 5 }, () => "bob"), null];
const times = Float64Array.from(userIds, (_, row) => 100 - row);

function rowsWith(weights: number[] | null, count = userIds.length): LabelledRows {
  const probabilities = Array.from({ length: count }, (_, row) => [(row + 1) / 20, 1 - (row + 1) / 20]);
  return labelledRows(
    new PredictionTable({ probabilities, labels: probabilities.map((_, i) => i % 2), weights }),
  );
}

describe("timeBlocks", () => {
  it("are each user's own, with all of the rows in them", () => {
    const { blocksOfUsers, weights, rows, shares } = timeBlocks(rowsWith(null), groupByUser(userIds), times);
    expect(blocksOfUsers).toEqual([5, 5, 1]);
    expect(Array.from(weights)).toEqual([2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
    expect(Array.from(rows).toSorted((a, b) => a - b)).toEqual(Array.from(userIds.keys()));
    expect(shares.every((share) => share === 1)).toBe(true);
  });

  it("weigh as much as their rows, and share a row between blocks without times", () => {
    const given = userIds.map((_, row) => 1 + (row % 3));
    const { weights, rows, shares } = timeBlocks(rowsWith(given), groupByUser(userIds), null);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(
      given.reduce((a, b) => a + b),
      12,
    );
    const kept = new Float64Array(userIds.length);
    for (const [entry, row] of rows.entries()) kept[row]! += shares[entry]!;
    for (const share of kept) expect(share).toBeCloseTo(1, 12);
  });
});

describe("blockStandardError", () => {
  it("is the spread of blocks around their own user's mean", () => {
    const rows = rowsWith(null, 4);
    const blocks = timeBlocks(rows, groupByUser(["ann", "ann", "bob", "bob"]), Float64Array.of(1, 2, 1, 2));
    // ann's rows are off their mean of 2 by 1 each, bob's off 102 by 2: √((1 + 1) · 2 + (4 + 4) · 2).
    expect(blockStandardError(Float64Array.of(1, 3, 100, 104), blocks)).toBeCloseTo(Math.sqrt(20), 12);
  });

  it("does not see how far users are from each other", () => {
    const rows = rowsWith(null, 4);
    const blocks = timeBlocks(rows, groupByUser(["ann", "ann", "bob", "bob"]), Float64Array.of(1, 2, 1, 2));
    expect(blockStandardError(Float64Array.of(1, 1, 9, 9), blocks)).toBe(0);
  });

  it("takes a user of one block for off by all of it", () => {
    const blocks = timeBlocks(rowsWith(null, 2), groupByUser(["ann", "bob"]), null);
    expect(blockStandardError(Float64Array.of(3, 4), blocks)).toBe(5);
  });
});
