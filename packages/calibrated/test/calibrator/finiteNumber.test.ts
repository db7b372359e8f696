import { describe, expect, it } from "vitest";

import { finiteNumber } from "../../src/calibrator/finiteNumber.ts";

describe("finiteNumber", () => {
  it("gives back a number in range, its ends included", () => {
    expect(finiteNumber(-1e300, "x")).toBe(-1e300);
    expect(finiteNumber(0, "x", { least: 0, most: 1 })).toBe(0);
    expect(finiteNumber(1, "x", { least: 0, most: 1 })).toBe(1);
  });

  it.each([
    [NaN, {}, "a finite number"],
    [Infinity, {}, "a finite number"],
    ["1", {}, "a finite number"],
    [undefined, { least: 0 }, "a finite number from 0"],
    [-1, { least: 0 }, "a finite number from 0"],
    [1.5, { least: 0, most: 1 }, "a finite number from 0 to 1"],
  ])("refuses %j within %j", (value, range, expected) => {
    expect(() => finiteNumber(value, "maps[0].a", range)).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ expected, field: "maps[0].a" }),
      }),
    );
  });
});
