import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { RowsInFolds } from "../../src/personalize/rowsInFolds.ts";
import { userRows, usersOf, type UserRows } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const like = {
  users: 1,
  rowsPerUser: 50,
  classCount: 3,
  temperature: 2,
  slopeDeviation: 0,
  biasDeviation: 0,
};
const { table } = syntheticUsers({ ...like, seed: 1 });

function userOf(weights: readonly number[] | null): UserRows {
  const rows = populationRows(new PredictionTable({ ...table, weights }));
  return userRows(rows, usersOf(rows)[0]!);
}

describe.each([
  ["rows of weight 1", userOf(null)],
  ["rows of many weights", userOf(table.labels.map((_, row) => 0.4 + (row % 3)))],
])("RowsInFolds of %s", (_name, user) => {
  it("has the rows of each fold after those of another, with what they weigh and their NLL", () => {
    const { totalWeight, folds } = new RowsInFolds(() => user).hold();
    expect(totalWeight).toBe(user.totalWeight);
    expect(folds).toHaveLength(user.folds.count);
    let end = 0;
    for (const [i, { from, to, weight, rawNll, least }] of folds.entries()) {
      expect([from, to]).toEqual([end, end + user.folds.members[i]!.length]);
      end = to;
      const inFold = user.folds.weights[i]!;
      const logOf = (row: number): number => Math.log(user.block.values[3 * row + user.labels[row]!]!);
      const members = [...user.folds.members[i]!];
      expect(weight).toBeCloseTo(
        members.reduce((sum, row) => sum + inFold[row]!, 0),
        12,
      );
      expect(rawNll).toBeCloseTo(
        members.reduce((sum, row) => sum - inFold[row]! * logOf(row), 0),
        11,
      );
      expect(least * Math.LN2).toBeCloseTo(Math.min(0, ...members.map(logOf)), 12);
    }
  });

  it("asks for the rows again where they were let go", () => {
    let asked = 0;
    const rows = new RowsInFolds(() => {
      asked++;
      return user;
    });
    rows.hold();
    const before = rows.held.slopes(0.6);
    expect(rows.held.slopes(0.6)).toEqual(before);
    expect(asked).toBe(1);
    rows.release();
    expect(rows.held.slopes(0.6)).toEqual(before);
    expect(asked).toBe(2);
  });

  it("takes the memory it is given", () => {
    let given = 0;
    const memory = (length: number): Float64Array => new Float64Array((given = length)).fill(NaN);
    const rows = new RowsInFolds(() => user);
    rows.hold(memory);
    expect(given).toBe(3 * user.folds.members.reduce((sum, { length }) => sum + length, 0));
    const own = new RowsInFolds(() => user);
    own.hold();
    expect(rows.held.slopes(0.6)).toEqual(own.held.slopes(0.6));
  });
});
