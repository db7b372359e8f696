import { expect, it } from "vitest";

import { softmaxInPlace } from "../../src/numerics/softmaxInPlace.ts";

it("shares out the part it is given, in the ratio of the exponentials", () => {
  const values = Float64Array.of(9, 0, Math.log(3), 9);
  softmaxInPlace(values, 1, 3, 2);
  expect(values[1]).toBeCloseTo(0.25, 15);
  expect(values[2]).toBeCloseTo(0.75, 15);
  expect([values[0], values[3]]).toEqual([9, 9]);
});

it.each([
  [
    [-Infinity, -Infinity],
    [0.5, 0.5],
  ],
  [
    [Infinity, Infinity, 0],
    [0.5, 0.5, 0],
  ],
  [
    [-Infinity, 3],
    [0, 1],
  ],
  [
    [-1e308, 1e308],
    [0, 1],
  ],
])("makes shares of %j too", (scores, shares) => {
  const values = Float64Array.from(scores);
  softmaxInPlace(values, 0, values.length, values.length);
  expect(Array.from(values)).toEqual(shares);
});
