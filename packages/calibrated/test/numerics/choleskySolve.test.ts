import { expect, it } from "vitest";

import { choleskySolve } from "../../src/numerics/choleskySolve.ts";

it("solves a system whose solution is known", () => {
  // A = L Lᵀ with L = [[2, 0], [1, 3]]; A (1, −1) = (2, −8).
  const vector = Float64Array.of(2, -8);
  expect(choleskySolve(Float64Array.of(4, Number.NaN, 2, 10), vector)).toBe(true);
  expect(Array.from(vector)).toEqual([1, -1]);
});

it("says that a matrix is not positive definite", () => {
  expect(choleskySolve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
});
