import { expect, it } from "vitest";

import { isAsGood, simplestAsGood } from "../../src/personalize/simplestAsGood.ts";

it("is the first choice within one standard error of the best", () => {
  // The first is worse than the last by 1 and 3: a sum of 4, and √(2 · 2 / 1) = 2 is its standard error. The second is
  // worse by 0 and 2, a sum of 2 with a standard error of 2.
  const losses = [Float64Array.of(2, 4), Float64Array.of(1, 3), Float64Array.of(1, 1)];
  expect(simplestAsGood(losses)).toBe(1);
  expect(isAsGood(losses[0]!, losses[2]!)).toBe(false);
});

it("is the best where it is better for sure", () => {
  expect(simplestAsGood([Float64Array.of(2, 2, 2), Float64Array.of(1, 1, 1)])).toBe(1);
});

it("is the simplest where there is one part: one part tells no spread", () => {
  expect(simplestAsGood([Float64Array.of(9), Float64Array.of(1)])).toBe(0);
});

it("is the simplest of equals", () => {
  expect(simplestAsGood([Float64Array.of(1, 2), Float64Array.of(1, 2)])).toBe(0);
});

it("takes another standard error", () => {
  const losses = [Float64Array.of(5, 5), Float64Array.of(1, 1)];
  expect(simplestAsGood(losses, (differences) => differences[0]! + differences[1]!)).toBe(0);
  expect(simplestAsGood(losses, () => 7.9)).toBe(1);
});
