import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bucketAt } from "../../src/numerics/bucketStarts.ts";
import { signedWords } from "../../src/numerics/highHalf.ts";
import { linearSegments } from "../../src/numerics/linearSegments.ts";

describe("linearSegments", () => {
  it("are level before the first and after the last point, and join the points between", () => {
    const { lines } = linearSegments({
      xThresholds: Float64Array.of(0.25, 0.5, 0.75),
      yThresholds: Float64Array.of(0.125, 0.125, 1),
    });
    const segments = [0, 4, 8, 12].map((at) => [...lines.subarray(at, at + 4)]);
    expect(segments).toEqual([
      [0.25, 0.125, 0, 1],
      [0.25, 0.125, 0, 0.25],
      [0.5, 0.125, 0.875, 0.25],
      [0.75, 1, 0, 1],
    ]);
    expect([...lines.subarray(16)]).toEqual([Infinity]);
  });

  it("are level everywhere for one point", () => {
    const { lines } = linearSegments({
      xThresholds: Float64Array.of(0.5),
      yThresholds: Float64Array.of(0.25),
    });
    expect([...lines]).toEqual([0.5, 0.25, 0, 1, 0.5, 0.25, 0, 1, Infinity]);
  });

  it("say of a bucket on which of them its values lie", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (given, more) => {
          const xs = Float64Array.from(new Set(given.map((x) => x + 0))).sort();
          const { starts } = linearSegments({ xThresholds: xs, yThresholds: xs });
          const values = Float64Array.from([...more, ...xs]);
          for (const [i, x] of values.entries()) {
            const bucket = bucketAt(signedWords(values), i);
            const segment = xs.filter((beginning) => beginning <= x).length;
            expect(segment).toBeGreaterThanOrEqual(starts[bucket]!);
            expect(segment).toBeLessThanOrEqual(starts[bucket + 1]!);
          }
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
