import { expect, it } from "vitest";

import { affineMoments, clearMoments } from "../../src/numerics/affineMoments.ts";

it("has as many products as pairs of factors: a factor per class, or two where each has a slope", () => {
  expect(affineMoments(3, true).products).toHaveLength(9);
  expect(affineMoments(3, false).products).toHaveLength(36);
});

it("are cleared all, or those of the first classes and factors", () => {
  const moments = affineMoments(3, false);
  const sums = [moments.masses, moments.firsts, moments.seconds, moments.labelMasses, moments.labelFirsts];
  for (const one of [...sums, moments.products]) one.fill(1);
  clearMoments(moments, 2, 4);
  for (const one of sums) expect(Array.from(one)).toEqual([0, 0, 1]);
  expect(moments.products.reduce((a, b) => a + b, 0)).toBe(36 - 16);
  clearMoments(moments);
  expect(moments).toEqual(affineMoments(3, false));
});
