import { describe, expect, it } from "vitest";

import { onePerClass } from "../../src/calibrator/onePerClass.ts";

const names = { problem: "Invalid thing", one: "map", field: "maps" };
const read = (n: number, field: string): string => `${n} at ${field}`;

describe("onePerClass", () => {
  it("reads each, and leaves one of two out", () => {
    expect(onePerClass([1, 2, 3], names, read)).toEqual(["1 at maps[0]", "2 at maps[1]", "3 at maps[2]"]);
    expect(onePerClass([null, 2], names, read)).toEqual([null, "2 at maps[1]"]);
    expect(onePerClass([1, null], names, read)).toEqual(["1 at maps[0]", null]);
    expect(Object.isFrozen(onePerClass([1], names, read))).toBe(true);
  });

  it.each([
    ["none", [], "one map per class"],
    ["something else", undefined as never, "one map per class"],
    ["null for the only class", [null], "a map for each class, or for one of two"],
    ["null for both", [null, null], "a map for each class, or for one of two"],
    ["null for one of three", [1, null, 3], "a map for each class, or for one of two"],
  ])("refuses %s", (_name, given, expected) => {
    expect(() => onePerClass(given, names, read)).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ problem: "Invalid thing", expected, field: "maps" }),
      }),
    );
  });
});
