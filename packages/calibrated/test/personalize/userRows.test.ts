import { describe, expect, it } from "vitest";

import { timeFolds, weightsOutside } from "../../src/data/folds.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { foldCount } from "../../src/personalize/groupedFolds.ts";
import { userRows, usersOf } from "../../src/personalize/userRows.ts";

const rows = populationRows(
  new PredictionTable({
    probabilities: Array.from({ length: 20 }, (_, row) => [(row + 1) / 21, (20 - row) / 21]),
    labels: Array.from({ length: 20 }, (_, row) => row % 2),
    userIds: Array.from({ length: 20 }, (_, row) => (row === 19 ? null : row % 3 === 0 ? "😀" : "\uffff")),
    weights: Array.from({ length: 20 }, (_, row) => (row === 1 ? 1e5 : 1 + (row % 2))),
    timestamps: Array.from({ length: 20 }, (_, row) => 100 - row),
  }),
);

describe("userRows", () => {
  const users = usersOf(rows).map((user) => userRows(rows, user));
  const [first, second] = users;

  it("are every user's rows, by code point of the user id; nobody is no user", () => {
    expect(users.map(({ userId }) => userId)).toEqual(["\uffff", "😀"]);
    expect(second!.rows).toEqual(Uint32Array.of(0, 3, 6, 9, 12, 15, 18));
    expect(Array.from(second!.labels)).toEqual([0, 1, 0, 1, 0, 1, 0]);
    expect(first!.rows.length + second!.rows.length).toBe(19);
  });

  it("have the weights as they were given, not those that count for the population", () => {
    expect(first!.weights[0]).toBe(1e5);
    expect(Array.from(second!.weights)).toEqual([1, 2, 1, 2, 1, 2, 1]);
    expect(second!.totalWeight).toBe(10);
  });

  it("are split by the user's own times", () => {
    const times = Float64Array.from(second!.rows, (row) => 100 - row);
    expect(second!.folds).toEqual(timeFolds(second!, times, foldCount));
  });

  it("are split between days where there are several, so that no day is on both sides", () => {
    const day = 86_400_000;
    const count = 12;
    const ofDays = (days: readonly number[]): Uint32Array[] => {
      const table = new PredictionTable({
        probabilities: Array.from({ length: count }, (_, row) => [(row + 1) / 13, (12 - row) / 13]),
        labels: Array.from({ length: count }, (_, row) => row % 2),
        userIds: Array.from({ length: count }, () => "ann"),
        timestamps: days.map((one, row) => one * day + row),
      });
      const population = populationRows(table);
      return [...userRows(population, usersOf(population)[0]!).folds.members];
    };
    expect(ofDays([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2])).toEqual([
      Uint32Array.of(0, 1, 2, 3, 4, 5, 6),
      Uint32Array.of(7, 8, 9, 10, 11),
    ]);
    // Of one day alone, and of as many days as folds, the blocks are of about the same weight.
    expect(ofDays(Array.from({ length: count }, () => 3)).map(({ length }) => length)).toEqual([
      2, 3, 2, 3, 2,
    ]);
    expect(ofDays(Array.from({ length: count }, (_, row) => row)).length).toBe(5);
  });

  it("have in and outside of each fold all of the user's weight", () => {
    for (const { folds, weights } of users) {
      for (const [fold, inFold] of folds.weights.entries()) {
        expect(Array.from(inFold, (one, i) => one + weightsOutside(folds, fold)[i]!)).toEqual(
          Array.from(weights),
        );
      }
    }
  });

  it("are nobody's without user ids", () => {
    expect(usersOf({ ...rows, byUser: new Map([[null, Uint32Array.from(rows.labels.keys())]]) })).toEqual([]);
  });
});
