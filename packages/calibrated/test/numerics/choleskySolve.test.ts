import { expect, it } from "vitest";

import { choleskyFactor, choleskySolve, solveFactored } from "../../src/numerics/choleskySolve.ts";

it("solves a system whose solution is known", () => {
  // A = L Lᵀ with L = [[2, 0], [1, 3]]; A (1, −1) = (2, −8).
  const vector = Float64Array.of(2, -8);
  expect(choleskySolve(Float64Array.of(4, Number.NaN, 2, 10), vector)).toBe(true);
  expect(Array.from(vector)).toEqual([1, -1]);
});

it("says that a matrix is not positive definite", () => {
  expect(choleskySolve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
});

it("solves with one factor for many right sides", () => {
  const factor = Float64Array.of(4, 0, 2, 10);
  expect(choleskyFactor(factor, 2)).toBe(true);
  expect([factor[0], factor[2], factor[3]]).toEqual([2, 1, 3]);
  for (const [right, solution] of [
    [
      [2, -8],
      [1, -1],
    ],
    [
      [4, 2],
      [1, 0],
    ],
  ] as const) {
    const vector = Float64Array.from(right);
    solveFactored(factor, vector);
    expect(Array.from(vector)).toEqual(solution);
  }
  expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
});
