import { describe, expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";
import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { addByPart, blocksOfTime, groupedFolds } from "../../src/personalize/groupedFolds.ts";

const users = ["a", "b", "c", "a", "b", "c", "d", "e"];
const rows: LabelledRows = {
  block: { values: new Float64Array(16).fill(0.5), rowCount: 8, classCount: 2 },
  labels: new Int32Array(8),
  weights: null,
};
const times = Float64Array.from(users, (_, i) => i);

describe("groupedFolds", () => {
  it("keeps users together and numbers them", () => {
    const { folds, partOf, partCount } = groupedFolds(rows, groupByUser(users), times, 3);
    expect(partCount).toBe(5);
    expect(Array.from(partOf!)).toEqual([0, 1, 2, 0, 1, 2, 3, 4]);
    for (const inFold of folds.weights) {
      for (const user of users) {
        const own = users.flatMap((one, row) => (one === user ? inFold[row]! : []));
        expect(new Set(own).size).toBe(1);
      }
    }
  });

  it("splits by time where there are too few users", () => {
    expect(groupedFolds(rows, groupByUser(users), times, 6)).toEqual(blocksOfTime(rows, times));
    expect(blocksOfTime(rows, times)).toMatchObject({ partOf: null, partCount: 5 });
  });
});

it("addByPart sums over a fold's rows, by user or for the fold", () => {
  const byUser = groupedFolds(rows, groupByUser(users), times, 3);
  const sums = new Float64Array(5);
  for (const fold of byUser.folds.weights.keys()) addByPart(sums, byUser, fold, (row) => row);
  expect(Array.from(sums)).toEqual([0 + 3, 1 + 4, 2 + 5, 6, 7]);
  const byTime = blocksOfTime(rows, times);
  const inFold = new Float64Array(byTime.partCount);
  for (const fold of byTime.folds.weights.keys()) addByPart(inFold, byTime, fold, () => 1);
  expect(inFold.reduce((a, b) => a + b)).toBe(8);
});
