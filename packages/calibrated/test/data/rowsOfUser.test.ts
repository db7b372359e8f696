import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { rowsOfUser } from "../../src/data/rowsOfUser.ts";

const columns = {
  probabilities: [
    [0.9, 0.1],
    [0.4, 0.6002],
    [0.7, 0.3],
    [0.5, 0.5],
  ],
  classes: ["cat", "dog"],
  labels: ["cat", "dog", "dog", "cat"],
  weights: [1, 2, 0, 1],
  userIds: ["ann", "bob", "ann", null],
  timestamps: ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"],
};

describe("rowsOfUser", () => {
  it("has every column of the user's rows, in their order", () => {
    expect(rowsOfUser(columns, "ann")).toEqual(
      new PredictionTable({
        probabilities: [
          [0.9, 0.1],
          [0.7, 0.3],
        ],
        classes: ["cat", "dog"],
        labels: ["cat", "dog"],
        weights: [1, 0],
        userIds: ["ann", "ann"],
        timestamps: ["2026-01-01", "2026-01-03"],
      }),
    );
  });

  it("keeps the bits of rows that the table divided by their sums", () => {
    const table = new PredictionTable(columns);
    expect(rowsOfUser(table, "bob").probabilities.data).toEqual(table.probabilities.data.slice(2, 4));
  });

  it("takes a table without labels, weights, times or class names", () => {
    const { probabilities, userIds } = columns;
    expect(rowsOfUser({ probabilities, userIds }, "bob")).toMatchObject({
      rowCount: 1,
      hasClassNames: false,
      labels: null,
      weights: null,
      timestamps: null,
    });
  });

  it("refuses a user without rows, and a table without users", () => {
    expect(() => rowsOfUser(columns, "eve")).toThrow(expect.objectContaining({ code: "no-rows" }));
    const { userIds: _userIds, ...nobody } = columns;
    expect(() => rowsOfUser(nobody, "ann")).toThrow(expect.objectContaining({ code: "missing-column" }));
  });
});
