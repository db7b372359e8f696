import { describe, expect, it } from "vitest";

import { scoreRanges } from "../../src/fit/scoreRanges.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

const { share } = seededRandom(5);
const kinds: readonly (readonly [string, () => number])[] = [
  ["different scores", share],
  ["scores of two decimals", () => Math.round(100 * share()) / 100],
  ["tiny and large scores", () => 10 ** (-320 * share())],
  ["scores that begin with the same bits", () => 0.25 + share() * 2 ** -40],
  ["neighbours among doubles", () => 0.5 + Math.floor(50 * share()) * 2 ** -53],
  ["one score", () => 0.375],
  ["only zeros", () => 0],
  ["zeros and ones", () => Math.round(share())],
];

describe("scoreRanges", () => {
  it.each(kinds)("are all of %s, each once, and none has too many but of one score", (_name, score) => {
    const scores = Float64Array.from({ length: 5000 }, score);
    const parts = [scores.subarray(0, 1), scores.subarray(1, 1800), scores.subarray(1800)];
    for (const capacity of [1, 7, 300, 4999, 5000]) {
      const ranges = scoreRanges(() => parts, capacity);
      let end = 0;
      for (const { from, to, count } of ranges) {
        expect(from).toBeGreaterThanOrEqual(end);
        end = to;
        const own = scores.filter((one) => one >= from && one < to);
        expect(count).toBe(own.length);
        if (count > capacity) expect([...new Set(own)]).toEqual([from]);
      }
      expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
    }
  });

  it("are one where all fit, and none of no scores", () => {
    expect(scoreRanges(() => [Float64Array.of(0.1, 1, 0)], 3)).toEqual([{ from: 0, to: Infinity, count: 3 }]);
    expect(scoreRanges(() => [], 3)).toEqual([]);
  });
});
