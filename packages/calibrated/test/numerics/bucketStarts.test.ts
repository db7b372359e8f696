import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bucketAt, bucketStarts } from "../../src/numerics/bucketStarts.ts";
import { signedWords } from "../../src/numerics/highHalf.ts";
import { interpolate } from "../../src/numerics/interpolate.ts";

const extremes = [-1, -0, 0, 5e-324, 1e-300, 2 ** -33, 2 ** -32, 0.5, 1 - Number.EPSILON / 2, 1, 2, 7, 1e300];
const numbers = fc.oneof(
  fc.constantFrom(...extremes),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 40 }).map((i) => 0.7 + i * 1e-9),
);

describe("bucketStarts", () => {
  it("says where an x is found: the interpolation is the same to the last bit", () => {
    fc.assert(
      fc.property(
        fc.array(numbers, { minLength: 1, maxLength: 40 }),
        fc.array(numbers),
        (thresholds, more) => {
          const xs = Float64Array.from(new Set(thresholds.map((x) => x + 0))).sort();
          const ys = xs.map((_, i) => Math.sqrt(i));
          const values = Float64Array.from([...more, ...thresholds]);
          const words = signedWords(values);
          const starts = bucketStarts(xs);
          for (const [i, x] of values.entries()) {
            const bucket = bucketAt(words, i);
            expect(interpolate(xs, ys, x, starts[bucket], starts[bucket + 1]! + 1)).toBe(
              interpolate(xs, ys, x),
            );
          }
        },
      ),
      { seed: 6, numRuns: 1000 },
    );
  });

  it("tells apart what lies close to 0", () => {
    const words = signedWords(Float64Array.of(1e-9, 1.1e-9, 0.5, 0.51));
    const buckets = [0, 1, 2, 3].map((i) => bucketAt(words, i));
    expect(new Set(buckets).size).toBe(4);
  });
});
