import { expect, it } from "vitest";

import { sumOf } from "../../src/numerics/sumOf.ts";

it("adds numbers one after the other", () => {
  expect(sumOf([])).toBe(0);
  expect(sumOf([1e16, 1, -1e16])).toBe(0);
  expect(sumOf(Float64Array.of(1e16, -1e16, 1))).toBe(1);
});
