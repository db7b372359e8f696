import { expect, it } from "vitest";

import { grown } from "../../src/table/growing.ts";

it("keeps an array that is long enough, and begins a longer one with its values", () => {
  const array = Int32Array.of(1, 2);
  expect(grown(array, 2)).toBe(array);
  expect(grown(array, 3)).toEqual(Int32Array.of(1, 2, 0, 0));
  expect(grown(Float64Array.of(0.5), 5)).toEqual(Float64Array.of(0.5, 0, 0, 0, 0));
  expect(grown(new Float64Array(0), 1)).toEqual(Float64Array.of(0));
});
