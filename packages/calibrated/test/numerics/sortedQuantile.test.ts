import { expect, it } from "vitest";

import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sortedQuantile } from "../../src/numerics/sortedQuantile.ts";

it("is the i-th of n draws at i/(n + 1), linear between them, and ends with the first and the last", () => {
  const sorted = Float64Array.of(1, 2, 4);
  const shares = [0, 0.1, 0.25, 0.375, 0.5, 0.75, 1];
  expect(shares.map((share) => sortedQuantile(sorted, share))).toEqual([1, 1, 1, 1.5, 2, 4, 4]);
  expect(sortedQuantile(Float64Array.of(7), 0.3)).toBe(7);
});

it("has a further draw below it as often as it says", () => {
  const random = seededRandom(2);
  const below = Array.from({ length: 4000 }, () => {
    const draws = Float64Array.from({ length: 19 }, random.share).sort();
    return random.share() < sortedQuantile(draws, 0.1) ? 1 : 0;
  }).reduce<number>((sum, one) => sum + one, 0);
  // Three standard deviations of a count of 400 in 4000.
  expect(Math.abs(below - 400)).toBeLessThan(3 * Math.sqrt(360));
});
