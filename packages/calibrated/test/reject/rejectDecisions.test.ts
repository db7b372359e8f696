import { describe, expect, it } from "vitest";

import { rejectDecisions } from "../../src/reject/rejectDecisions.ts";

const rows = [
  [0.6, 0.4],
  [0.5, 0.5],
  [0.1, 0.9],
];

describe("rejectDecisions", () => {
  it("rejects a confidence below the threshold, and accepts one equal to it", () => {
    const { predicted, confidence, rejected } = rejectDecisions(rows, 0.6);
    expect(predicted).toEqual(Int32Array.of(0, 0, 1));
    expect(confidence).toEqual(Float64Array.of(0.6, 0.5, 0.9));
    expect(rejected).toEqual(Uint8Array.of(0, 1, 0));
  });

  it("rejects nothing at 0", () => {
    expect(rejectDecisions(rows, 0).rejected).toEqual(Uint8Array.of(0, 0, 0));
  });

  it.each([-0.1, 1.1, NaN, null, undefined, "0.5", true])("refuses the threshold %s", (threshold) => {
    expect(() => rejectDecisions(rows, threshold as number)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("takes a threshold per row, in a list or a typed array, and leaves it as it is", () => {
    const thresholds = Float64Array.of(0.7, 0.5, 1);
    expect(rejectDecisions(rows, thresholds).rejected).toEqual(Uint8Array.of(1, 0, 1));
    expect(rejectDecisions(rows, [0.7, 0.5, 1])).toEqual(rejectDecisions(rows, thresholds));
    expect(thresholds).toEqual(Float64Array.of(0.7, 0.5, 1));
  });

  it("decides each row as its threshold alone would", () => {
    const thresholds = [0, 0.5000000000000001, 0.9];
    const alone = rows.map((row, i) => rejectDecisions(row, thresholds[i]!).rejected[0]);
    expect(Array.from(rejectDecisions(rows, thresholds).rejected)).toEqual(alone);
  });

  it("takes no threshold for no rows, and one threshold for any number of them", () => {
    expect(rejectDecisions([], []).rejected).toEqual(new Uint8Array());
    expect(rejectDecisions([], 0.5).rejected).toEqual(new Uint8Array());
    expect(rejectDecisions([0.6, 0.4], [0.7]).rejected).toEqual(Uint8Array.of(1));
  });

  it.each([[[0.5]], [[0.5, 0.5, 0.5, 0.5]], [[]]])("refuses %j for three rows", (thresholds) => {
    expect(() => rejectDecisions(rows, thresholds)).toThrow(
      expect.objectContaining({
        code: "row-count-mismatch",
        message: `Invalid reject threshold: expected 3, one per row, but found ${thresholds.length}, field "threshold".`,
      }),
    );
  });

  it.each([NaN, -0.1, 1.1, undefined, Infinity])("names the first row whose threshold is %s", (wrong) => {
    expect(() => rejectDecisions(rows, [0.5, wrong as number, NaN])).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: `Invalid reject threshold: expected a number from 0 to 1, but found ${wrong} in row 1 (counting from 0), field "threshold".`,
      }),
    );
  });

  it("names no row where one threshold serves all, also when there are no rows", () => {
    expect(() => rejectDecisions([], 2)).toThrow(
      'Invalid reject threshold: expected a number from 0 to 1, but found 2, field "threshold".',
    );
  });

  it("refuses rows that are no probabilities", () => {
    expect(() => rejectDecisions([0.5, 0.4], 0.5)).toThrow(
      expect.objectContaining({ code: "not-probabilities" }),
    );
  });
});
