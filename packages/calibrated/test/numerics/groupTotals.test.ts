import { expect, it } from "vitest";

import { addGroups, groupTotals, withoutGroup } from "../../src/numerics/groupTotals.ts";

it("adds up each group as often as it is there", () => {
  const totals = groupTotals(Float64Array.of(1, 0, 2, 0, 5, 0), 2, 3);
  const out = new Float64Array(3).fill(7);
  addGroups(totals, [2, 1], out);
  expect(Array.from(out)).toEqual([2, 5, 4]);
});

it("keeps only what is not 0", () => {
  expect(groupTotals(Float64Array.of(0, 3, 0, 0), 2, 2)).toEqual({
    groups: 2,
    width: 2,
    starts: Uint32Array.of(0, 1, 1),
    columns: Uint32Array.of(1),
    values: Float64Array.of(3),
  });
});

it("takes one group away", () => {
  const totals = groupTotals(Float64Array.of(1, 0, 2, 0, 5, 0.1), 2, 3);
  const out = new Float64Array(3);
  withoutGroup(totals, Float64Array.of(1, 5, 2.1), 0, out);
  expect(Array.from(out)).toEqual([0, 5, expect.closeTo(0.1, 15)]);
});
