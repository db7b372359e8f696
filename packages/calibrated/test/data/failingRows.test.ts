import { describe, expect, it } from "vitest";

import { failingRows } from "../../src/data/failingRows.ts";

describe("failingRows", () => {
  it("is the first row, how many, and out of how many", () => {
    expect(failingRows(6, (row) => row % 3 === 1)).toEqual({ row: 1, failingRows: 2, rowCount: 6 });
    expect(failingRows(1, (row) => row === 0)).toEqual({ row: 0, failingRows: 1, rowCount: 1 });
    expect(failingRows(6, () => false)).toBeNull();
  });
});
