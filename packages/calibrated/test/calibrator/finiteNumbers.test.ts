import { describe, expect, it } from "vitest";

import { finiteNumbers } from "../../src/calibrator/finiteNumbers.ts";

describe("finiteNumbers", () => {
  it("copies", () => {
    const given = Float64Array.of(1, 2);
    const copy = finiteNumbers(given, "scales");
    given[0] = 9;
    expect(copy).toEqual(Float64Array.of(1, 2));
  });

  it.each([
    ["scales", [], {}],
    ["scales", undefined, {}],
    ["scales", "1,2", {}],
    ["scales[1]", [1, NaN], {}],
    ["scales[0]", ["1"], {}],
    ["scales[1]", [0, -1], { least: 0 }],
    ["scales", [1, 2], { count: 3 }],
  ])("names the field %s of %j with %j", (field, values, rules) => {
    expect(() => finiteNumbers(values as number[], "scales", rules)).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ field }),
      }),
    );
  });
});
