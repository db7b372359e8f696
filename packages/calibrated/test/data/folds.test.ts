import { describe, expect, it } from "vitest";

import { timeFolds, userFolds, weightsOutside } from "../../src/data/folds.ts";
import { groupByUser } from "../../src/data/groupByUser.ts";
import { twoClassRows } from "./twoClassRows.ts";

const foldOf = (inFolds: readonly Float64Array[], row: number): number =>
  inFolds.findIndex((w) => w[row]! > 0);

describe("timeFolds with times", () => {
  it("are blocks that follow each other in time, of about the same weight", () => {
    const times = Float64Array.of(6, 1, 5, 2, 4, 3);
    const { weights, count } = timeFolds(twoClassRows([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), times, 3);
    expect(count).toBe(3);
    expect(Array.from(times.keys(), (row) => foldOf(weights, row))).toEqual([2, 0, 2, 0, 1, 1]);
  });

  it("keep the rows of one time together", () => {
    const times = Float64Array.of(1, 1, 1, 1, 2, 2);
    const { weights, count } = timeFolds(twoClassRows([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), times, 5);
    expect(count).toBe(2);
    expect(Array.from(times.keys(), (row) => foldOf(weights, row))).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it("are one fold if there is one time", () => {
    expect(timeFolds(twoClassRows([0.1, 0.2]), Float64Array.of(1, 1), 5).count).toBe(1);
  });
});

describe("timeFolds without times", () => {
  const values = Array.from({ length: 23 }, (_, i) => ((i * 7919) % 100) / 100);

  it("are the same whatever the order of the rows", () => {
    const forth = timeFolds(twoClassRows(values), null, 5);
    const back = timeFolds(twoClassRows(values.toReversed()), null, 5);
    for (const row of values.keys()) {
      expect(foldOf(forth.weights, row)).toBe(foldOf(back.weights, values.length - 1 - row));
    }
  });

  it("are of the same size but for one row", () => {
    const sizes = timeFolds(twoClassRows(values), null, 5).weights.map(
      (w) => w.filter((one) => one > 0).length,
    );
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it("deal a row of weight 2 as the row twice", () => {
    const twice = timeFolds(twoClassRows([...values, 0.5, 0.5]), null, 5);
    const weighted = timeFolds(twoClassRows([...values, 0.5], [...values.map(() => 1), 2]), null, 5);
    const last = values.length;
    for (const fold of [0, 1, 2, 3, 4]) {
      expect(weighted.weights[fold]![last]).toBeCloseTo(
        twice.weights[fold]![last]! + twice.weights[fold]![last + 1]!,
        12,
      );
    }
  });

  it("deal the content that is there most often to all folds alike", () => {
    const { weights } = timeFolds(twoClassRows([...values, ...Array<number>(15).fill(0.77)]), null, 5);
    const ofTie = weights.map((inFold) => inFold.subarray(values.length).reduce((sum, one) => sum + one, 0));
    expect(ofTie.reduce((sum, one) => sum + one, 0)).toBeCloseTo(15, 12);
    expect(new Set(weights.map((inFold) => inFold[values.length]! * 15)).size).toBeLessThanOrEqual(7);
    for (const inFold of weights) expect(new Set(inFold.subarray(values.length)).size).toBe(1);
  });

  it("share every row's weight out without loss", () => {
    const weights = values.map((_, i) => (i % 3) + 0.5);
    const folds = timeFolds(twoClassRows(values, weights), null, 5);
    for (const row of values.keys()) {
      expect(folds.weights.reduce((sum, inFold) => sum + inFold[row]!, 0)).toBeCloseTo(weights[row]!, 12);
    }
  });
});

describe("userFolds", () => {
  it("keep a user together and fill evenly", () => {
    const users = ["a", "a", "a", "b", "b", "c", null];
    const { weights, count } = userFolds(groupByUser(users), users.length, null, 2);
    expect(count).toBe(2);
    expect(users.map((_, row) => foldOf(weights, row))).toEqual([0, 0, 0, 1, 1, 0, 1]);
  });

  it("are as many as there are users, if these are fewer", () => {
    expect(userFolds(groupByUser(["a", "b"]), 2, null, 5).count).toBe(2);
  });
});

it("weightsOutside is what the other folds hold", () => {
  const folds = userFolds(groupByUser(["a", "b", "c"]), 3, Float64Array.of(1, 2, 3), 3);
  const own = Array.from(folds.weights[0]!);
  expect(Array.from(weightsOutside(folds, 0))).toEqual([1, 2, 3].map((w, i) => w - own[i]!));
});
