import { expect, it } from "vitest";

import { sumByGroup, tieGroups } from "../../src/numerics/tieGroups.ts";

it("groups equal keys in ascending order, their points as they stood", () => {
  const groups = tieGroups(Float64Array.of(0.5, 0.1, 0.5, 0, -0));
  expect([...groups.keys]).toEqual([0, 0.1, 0.5]);
  expect([...groups.order]).toEqual([3, 4, 1, 0, 2]);
  expect([...groups.starts]).toEqual([0, 2, 3, 5]);
});

it("has no group without keys", () => {
  expect(tieGroups(new Float64Array(0)).keys).toHaveLength(0);
});

it("sums each group without losing what is small", () => {
  const groups = tieGroups(Float64Array.of(1, 2, 1, 1));
  const values = [1e16, 7, 1, -1e16];
  expect([...sumByGroup(groups, (point) => values[point]!)]).toEqual([1, 7]);
});
