import { describe, expect, it } from "vitest";

import { CalibrationError, inWords } from "../src/errors.ts";

const details = { problem: "Invalid probabilities", expected: "a sum of 1", found: "0.93" };

describe("CalibrationError", () => {
  it("builds its message from its details: what, expected, found, where, how many, what to do", () => {
    const more = { row: 3, field: "p", file: "a.csv", failingRows: 2, rowCount: 10, hint: "Divide." };
    const error = new CalibrationError("not-probabilities", { ...details, ...more });
    expect(error.message).toBe(
      'Invalid probabilities: expected a sum of 1, but found 0.93 in row 3 (counting from 0), field "p", file "a.csv"; 2 of 10 rows fail. Divide.',
    );
    expect(error).toMatchObject({ name: "CalibrationError", code: "not-probabilities", details: more });
    expect(error).toBeInstanceOf(Error);
  });

  it("names a place for people instead of the row, and leaves out what is not known", () => {
    const place = "row 4 of a.csv";
    expect(new CalibrationError("no-rows", { ...details, row: 3, place }).message).toMatch(
      /found 0.93 in row 4 of a.csv\.$/,
    );
    expect(new CalibrationError("no-rows", { ...details, failingRows: 1, rowCount: 5 }).message).toMatch(
      /found 0.93\.$/,
    );
  });

  it("keeps its cause", () => {
    const cause = new Error("why");
    expect(new CalibrationError("no-rows", details, { cause }).cause).toBe(cause);
  });
});

describe("inWords", () => {
  it("has six significant digits, and whole numbers whole", () => {
    expect([0.998951234, 12345.678, 1e-9, 3, NaN].map(inWords)).toEqual([
      "0.998951",
      "12345.7",
      "1e-9",
      "3",
      "NaN",
    ]);
  });
});
