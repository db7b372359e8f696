import { describe, expect, it } from "vitest";

import { PredictionTable, type FurtherColumns } from "../../src/data/predictionTable.ts";
import { fitIsotonicRows } from "../../src/fit/fitIsotonic.ts";
import { methods } from "../../src/fit/fitMethod.ts";
import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { factsOf, fitWarnings, tableWarnings } from "../../src/personalize/fitWarnings.ts";

const columns = {
  probabilities: [
    [0.8, 0.1, 0.1],
    [0.1, 0.8, 0.1],
    [0.2, 0.2, 0.6],
  ],
  classes: ["cat", "dog", "owl"],
  labels: [0, 1, 0],
  userIds: ["ann", "bob", "bob"],
  timestamps: [0, 1, 2],
};
const complete = { minDays: 3, minLabels: 3 };

function codes(
  change: Partial<FurtherColumns & { readonly probabilities: number[][] }>,
  personalization: "eligible" | "pooled" | "none" = "eligible",
  thresholds = complete,
): string[] {
  const table = new PredictionTable({ ...columns, ...change });
  return tableWarnings(factsOf(table), personalization, thresholds).map(({ code }) => code);
}

describe("tableWarnings", () => {
  it("is silent about a table that has everything", () => {
    expect(codes({})).toEqual([]);
  });

  it("tells of rows that were divided by their sum, however users are treated", () => {
    const probabilities = [[0.8, 0.1, 0.1005], ...columns.probabilities.slice(1)];
    for (const personalization of ["eligible", "pooled", "none"] as const) {
      expect(codes({ probabilities }, personalization)).toEqual(["rows-normalized"]);
    }
    const table = new PredictionTable({ ...columns, probabilities });
    expect(tableWarnings(factsOf(table), "none", {})[0]!.message).toMatch(/^1 of 3 rows did not sum to 1/);
  });

  it("tells of missing user ids, unless nobody was to have their own", () => {
    expect(codes({ userIds: null, timestamps: null })).toEqual(["no-user-ids"]);
    expect(codes({ userIds: null }, "pooled")).toEqual(["no-user-ids"]);
    expect(codes({ userIds: null }, "none")).toEqual([]);
    expect(codes({ userIds: ["ann", null, null] })).toEqual(["rows-without-user"]);
    expect(codes({ userIds: ["ann", null, null] }, "pooled")).toEqual(["rows-without-user"]);
    expect(codes({ userIds: ["ann", null, null] }, "none")).toEqual([]);
  });

  it("tells what makes nobody eligible, only where users must be", () => {
    expect(codes({ timestamps: null })).toEqual(["no-timestamps"]);
    expect(codes({ timestamps: null }, "pooled")).toEqual([]);
    expect(codes({ timestamps: null }, "eligible", { ...complete, minDays: 0 })).toEqual([]);
    expect(codes({}, "eligible", { ...complete, minLabels: 4 })).toEqual(["too-few-classes"]);
    expect(codes({}, "pooled", { ...complete, minLabels: 4 })).toEqual([]);
  });
});

describe("fitWarnings", () => {
  it("names the classes that no row is labelled with", () => {
    const fit = fitIsotonicRows(labelledRows(new PredictionTable(columns)));
    expect(fitWarnings(fit, columns.classes)).toEqual([
      {
        code: "classes-without-labels",
        message: 'No row is labelled "owl": nothing could be learned about it.',
      },
    ]);
    const cats = fitIsotonicRows(labelledRows(new PredictionTable({ ...columns, labels: [0, 0, 0] })));
    expect(fitWarnings(cats, columns.classes)[0]!.message).toMatch(/"dog", "owl": .* about them\.$/);
  });

  it.each([
    [
      "flat",
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      [0, 1],
      "flat",
      /^Every row is uniform/,
    ],
    [
      "always right",
      [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
      [0, 1],
      "at-bound",
      /lower bound .* always right/,
    ],
    [
      "always wrong",
      [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
      [1, 0],
      "at-bound",
      /upper bound .* tells nothing/,
    ],
  ])("tells of a temperature without an optimum: %s", (_name, probabilities, labels, code, message) => {
    const warnings = fitWarnings(fitTemperature({ probabilities, labels }), ["a", "b"]);
    expect(warnings).toEqual([{ code, message: expect.stringMatching(message) as string }]);
  });

  it("tells of it also where other parameters are fitted after it", () => {
    const rows = labelledRows(
      new PredictionTable({
        probabilities: [
          [0.9, 0.1],
          [0.1, 0.9],
        ],
        labels: [0, 1],
      }),
    );
    for (const method of [
      "mixed-temperature",
      "ensemble-temperature",
      "structured-vector",
      "structured-matrix",
    ] as const) {
      expect(fitWarnings(methods[method](rows), ["a", "b"]).map(({ code }) => code)).toEqual(["at-bound"]);
    }
    expect(fitWarnings(methods.vector(rows), ["a", "b"])).toEqual([]);
  });

  it("is silent about a fit that found its optimum", () => {
    const fit = fitTemperature({
      ...columns,
      labels: [0, 1, 2],
      probabilities: [
        [0.8, 0.1, 0.1],
        [0.8, 0.1, 0.1],
        [0.2, 0.2, 0.6],
      ],
    });
    expect(fitWarnings(fit, columns.classes)).toEqual([]);
  });
});
