import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { firstPlaces, radixDigits, type RadixDigits } from "../../src/numerics/radixDigits.ts";

function digitsOf(word: number, { least, shift }: RadixDigits): number {
  return Math.max(word - least + 1, 0) >>> shift;
}

describe("radixDigits", () => {
  it("gives digits that fit, grow with the words, and leave less than there was", () => {
    const word = fc.integer({ min: 0, max: 0xfff00000 });
    fc.assert(
      fc.property(word, word, word, fc.integer({ min: 49, max: 1e8 }), (a, b, c, count) => {
        const [least, middle, most] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        fc.pre(least < most);
        const digits = radixDigits(least, most, count);
        expect(digits.digitBits).toBeLessThanOrEqual(13);
        expect(digitsOf(most, digits)).toBeLessThan(2 ** (digits.passes * digits.digitBits));
        expect(digitsOf(middle, digits)).toBeLessThanOrEqual(digitsOf(most, digits));
        expect(digitsOf(middle, digits)).toBeGreaterThanOrEqual(digitsOf(least, digits));
        expect(2 ** digits.shift).toBeLessThanOrEqual(Math.max(1, (most - least) / 2));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("tells every word apart where few bits differ", () => {
    expect(radixDigits(100, 107, 1000)).toEqual({ least: 100, shift: 0, digitBits: 4, passes: 1 });
  });
});

describe("firstPlaces", () => {
  it("turns counts into the places where they begin", () => {
    const counts = Uint32Array.of(2, 0, 3);
    firstPlaces(counts);
    expect(counts).toEqual(Uint32Array.of(0, 2, 2));
  });
});
