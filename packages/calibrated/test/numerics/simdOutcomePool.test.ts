import { describe, expect, it } from "vitest";

import { plainOutcomePool } from "../../src/numerics/outcomePool.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { simdOutcomePool } from "../../src/numerics/simdOutcomePool.ts";

const resolution = 1e-15;
const { share } = seededRandom(11);

const kinds: readonly (readonly [string, () => number])[] = [
  ["different scores", share],
  ["scores of two decimals", () => Math.round(100 * share()) / 100],
  ["tiny and large scores", () => 10 ** (-320 * share())],
  ["scores closer than the resolution", () => 0.5 + Math.round(40 * share()) * 2.5e-16],
  ["one score", () => 0.375],
  ["only zeros", () => 0],
  ["scores that begin with the same bits", () => 0.25 + share() * 2 ** -30],
  [
    "some scores among many that begin with the same bits",
    () => (share() < 0.01 ? share() : 0.7 + share() * 1e-9),
  ],
  ["scores above 1", () => 1e300 * share()],
];

describe("simdOutcomePool", () => {
  it.each(kinds)("has the blocks of the plain one for %s", (_name, score) => {
    for (const count of [1, 2, 3, 10, 49, 1000, 20_000]) {
      const fast = simdOutcomePool(count, resolution)!;
      const plain = plainOutcomePool(count, resolution);
      // The memory is used again, so nothing of the first outcomes may be left.
      for (const chance of [(x: number) => x, () => 0.5, () => 1, () => 0]) {
        for (let i = 0; i < count; i++) {
          const x = score();
          fast.signed[i] = plain.signed[i] = share() < chance(Math.min(x, 1)) ? -x : x;
        }
        expect(fast.pool()).toEqual(plain.pool());
      }
    }
  });

  it("pools outcomes of which each is a block but for the last", () => {
    // Means of ever more of ever more outcomes: as many blocks as there can be.
    const signed = Array.from({ length: 40 }, (_, size) =>
      Array.from({ length: size + 2 }, (_, i) => (i < size + 1 ? -size - 1 : size + 1) / 64),
    ).flat();
    const fast = simdOutcomePool(signed.length, resolution)!;
    const plain = plainOutcomePool(signed.length, resolution);
    fast.signed.set(signed);
    plain.signed.set(signed);
    const blocks = fast.pool();
    expect(blocks).toEqual(plain.pool());
    expect(blocks.firsts).toHaveLength(40);
  });

  it("takes memory that was given back, be it larger or smaller, but no memory that is in use", () => {
    const fitted = (count: number): ReturnType<typeof simdOutcomePool> => {
      const made = simdOutcomePool(count, resolution)!;
      made.signed.forEach((_, i) => (made.signed[i] = i % 3 === 0 ? -i : i));
      const plain = plainOutcomePool(count, resolution);
      plain.signed.set(made.signed);
      expect(made.pool()).toEqual(plain.pool());
      return made;
    };
    const first = fitted(5000)!;
    const second = fitted(6000)!;
    expect(second.signed.buffer).not.toBe(first.signed.buffer);
    first.end();
    const third = fitted(400)!;
    expect(third.signed.buffer).toBe(first.signed.buffer);
    third.end();
    fitted(50_000)!.end();
    expect(fitted(3)!.signed.buffer.byteLength).toBeGreaterThan(16 * 50_000);
  });

  it("is none where there is not as much memory", () => {
    expect(simdOutcomePool(2 ** 31, resolution)).toBeNull();
  });
});
