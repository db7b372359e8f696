import fc from "fast-check";
import { expect, it } from "vitest";

import { coarseKeys, coarseRuns } from "../../src/numerics/coarseOrder.ts";

const keyOf = coarseKeys();
const share = fc.double({ min: 0, max: 1, noNaN: true });

it("has keys that keep the order, and one for all that is below 2^-20", () => {
  expect(keyOf(0)).toBe(0);
  expect(keyOf(5e-324)).toBe(0);
  expect(keyOf(1)).toBe(20 * 2 ** 20);
  expect(keyOf(1) - keyOf(0.5)).toBe(2 ** 20);
  fc.assert(
    fc.property(share, share, (a, b) => {
      if (a <= b) expect(keyOf(a)).toBeLessThanOrEqual(keyOf(b));
    }),
    { seed: 8, numRuns: 500 },
  );
});

it("makes a run of each key at which something came true, with all that did not up to the next", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(share, fc.integer({ min: 0, max: 1 })), { maxLength: 50 }), (given) => {
      const { keys, masses, sums, besides } = coarseRuns(
        Float64Array.from(given, ([p]) => p),
        Float64Array.from(given, ([, outcome]) => outcome),
      );
      const sorted = given.map(([p, outcome]) => ({ key: keyOf(p), outcome })).sort((a, b) => a.key - b.key);
      const ofTrue = new Set(sorted.filter(({ outcome }) => outcome === 1).map(({ key }) => key));
      const starts = sorted.filter(
        ({ key }, i) => (i === 0 || ofTrue.has(key)) && sorted[i - 1]?.key !== key,
      );
      expect(Array.from(keys)).toEqual(starts.map(({ key }) => key));
      for (const [run, key] of keys.entries()) {
        const inRun = sorted.filter((one) => one.key >= key && !(one.key >= (keys[run + 1] ?? Infinity)));
        expect(masses[run]).toBe(inRun.length);
        expect(sums[run]).toBe(inRun.filter(({ outcome }) => outcome === 1).length);
        expect(besides[run]).toBe(inRun.filter((one) => one.key === key && one.outcome === 0).length);
      }
    }),
    { seed: 9, numRuns: 300 },
  );
});
