import { expect, test } from "vitest";

import { logLogSlope, spreadOf } from "../statistics.js";

test("the spread is the median and its quartiles, in whatever order", () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, lower: 1.5, upper: 4.5 });
  expect(spreadOf([7])).toEqual({ median: 7, lower: 7, upper: 7 });
});

test("the slope is the power", () => {
  const powers = (power: number) => [1, 10, 1000].map((x) => ({ x, y: 3 * x ** power }));
  expect(logLogSlope(powers(1))).toBeCloseTo(1, 12);
  expect(logLogSlope(powers(2))).toBeCloseTo(2, 12);
  expect(logLogSlope(powers(0))).toBeCloseTo(0, 12);
});
