import { describe, expect, it } from "vitest";

import { orderedNumbers } from "../../src/calibrator/orderedNumbers.ts";

const rules = { problem: "Invalid list", field: "list", length: 3, isStrict: false };

describe("orderedNumbers", () => {
  it("copies numbers in order", () => {
    const values = [0, 0.5, 0.5];
    const copy = orderedNumbers(values, rules);
    values[0] = 0.2;
    expect(copy).toEqual(Float64Array.of(0, 0.5, 0.5));
  });

  it.each([
    ["null", null, "list"],
    ["a number", 7, "list"],
    ["too few", [0, 1], "list"],
    ["one that falls", [0, 0.5, 0.4], "list[2]"],
    ["one below 0", [-0.1, 0.5, 1], "list[0]"],
    ["one above 1", [0, 0.5, 1.1], "list[2]"],
    ["NaN", [0, NaN, 1], "list[1]"],
    ["a text", [0, "0.5", 1], "list[1]"],
  ])("refuses %s, naming it", (_name, values, field) => {
    expect(() => orderedNumbers(values as number[], rules)).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });

  it("refuses equal numbers where they must rise", () => {
    expect(() => orderedNumbers([0, 0.5, 0.5], { ...rules, isStrict: true })).toThrow(/more than 0.5/);
  });
});
