import { expect, test } from "vitest";

import { groupDraws, pairedInterval } from "../pairedInterval.js";

test("each draw has as many groups as there are, and the same call gives the same draws", () => {
  const draws = groupDraws(7, 50);
  for (let draw = 0; draw < 50; draw++) {
    expect(draws.subarray(draw * 7, (draw + 1) * 7).reduce((sum, one) => sum + one, 0)).toBe(7);
  }
  expect(groupDraws(7, 50)).toEqual(draws);
});

test("a difference that is the same everywhere has no width", () => {
  const groups = { groupOf: Uint32Array.of(0, 0, 1, 2, 2, 2), groups: 3 };
  const interval = pairedInterval(
    Array.from({ length: 6 }, () => 0.25),
    groups,
    groupDraws(3, 200),
  );
  expect(interval).toEqual({ value: 0.25, lower: 0.25, upper: 0.25 });
});

test("rows of a user are drawn together: two users leave the means 0, 1/2 and 1", () => {
  // Drawn with replacement both are the first with probability 1/4, and both the second with 1/4.
  const groups = { groupOf: Uint32Array.of(0, 0, 1, 1), groups: 2 };
  expect(pairedInterval([0, 0, 1, 1], groups, groupDraws(2, 2000))).toEqual({
    value: 0.5,
    lower: 0,
    upper: 1,
  });
});

test("many independent rows give the interval of the normal distribution", () => {
  // Half of 1000 differences are 0 and half are 1: the mean of a resample has the standard deviation 1/2 / sqrt(1000).
  const differences = Array.from({ length: 1000 }, (_, row) => row % 2);
  const groups = { groupOf: Uint32Array.from(differences, (_, row) => row), groups: 1000 };
  const { lower, upper } = pairedInterval(differences, groups, groupDraws(1000, 2000));
  const halfWidth = (1.96 * 0.5) / Math.sqrt(1000);
  // A quantile of 2000 draws is off by about 0.06 of the standard deviation.
  expect(lower).toBeCloseTo(0.5 - halfWidth, 2);
  expect(upper).toBeCloseTo(0.5 + halfWidth, 2);
});

test("one group has no interval", () => {
  const groups = { groupOf: Uint32Array.of(0, 0), groups: 1 };
  expect(pairedInterval([1, 2], groups, groupDraws(1, 10))).toEqual({ value: 1.5, lower: null, upper: null });
});
