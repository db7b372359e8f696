import { describe, expect, it } from "vitest";

import { rowShares } from "../../src/evaluate/rowShares.ts";

describe("rowShares", () => {
  it("divides the weights by their sum", () => {
    expect(Array.from(rowShares(4, null))).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(Array.from(rowShares(3, Float64Array.of(1, 0, 3)))).toEqual([0.25, 0, 0.75]);
  });

  it("refuses rows without weight", () => {
    const noRows = expect.objectContaining({ code: "no-rows" });
    expect(() => rowShares(0, null)).toThrow(noRows);
    expect(() => rowShares(0, new Float64Array(0))).toThrow(noRows);
    expect(() => rowShares(2, new Float64Array(2))).toThrow(noRows);
  });
});
