import { expect, it } from "vitest";

import { resample } from "../../src/numerics/resample.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

it("draws as many as there are, and each as often as the others", () => {
  const random = seededRandom(4);
  const counts = new Uint16Array(5);
  const totals = [0, 0, 0, 0, 0];
  const draws = 4000;
  for (let draw = 0; draw < draws; draw++) {
    resample(counts, random);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
    for (const [i, count] of counts.entries()) totals[i]! += count;
  }
  // A binomial of 20,000 draws at 1/5 has a standard deviation of 57.
  for (const total of totals)
    expect(Math.abs(total - draws)).toBeLessThan(4 * Math.sqrt(draws * 5 * 0.2 * 0.8));
});
