import { expect, it } from "vitest";

import { count, counted } from "../../src/terminal/textTable.ts";

it("count groups digits as English does", () => {
  for (const value of [0, 7, 999, 1000, 12_345, 1_000_000, 2 ** 53 - 1, -1234, 12.5, 1234.5678, 1e21, NaN]) {
    expect(count(value)).toBe(value.toLocaleString("en-US"));
  }
  expect(counted(1, "row")).toBe("1 row");
  expect(counted(1200, "row")).toBe("1,200 rows");
});
