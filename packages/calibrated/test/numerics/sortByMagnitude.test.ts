import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sortByMagnitude } from "../../src/numerics/sortByMagnitude.ts";

const many = 3000;

function keysFrom(draw: (share: () => number, i: number) => number): Float64Array {
  const { share } = seededRandom(11);
  return Float64Array.from({ length: many }, (_, i) => draw(share, i) * (share() < 0.3 ? -1 : 1));
}

/** Magnitudes in order, each with how many of its keys are negative, zeros among them. */
function signsByMagnitude(keys: Float64Array): [number, number, number][] {
  const groups = new Map<number, [number, number]>();
  for (const key of keys) {
    const counts = groups.get(Math.abs(key)) ?? [0, 0];
    counts[Object.is(Math.abs(key), key) ? 0 : 1]++;
    groups.set(Math.abs(key), counts);
  }
  return [...groups].map(([magnitude, [plus, minus]]) => [magnitude, plus, minus]);
}

function expectSorted(keys: Float64Array): void {
  const sorted = sortByMagnitude(keys.slice());
  expect(sorted.map(Math.abs)).toEqual(keys.map(Math.abs).sort());
  const inOrder = signsByMagnitude(keys).sort(([a], [b]) => a - b);
  expect(signsByMagnitude(sorted)).toEqual(inOrder);
}

const extremes = [0, Infinity, 5e-324, 2.2e-308, 1e308, 1, 1 - Number.EPSILON / 2];

describe("sortByMagnitude", () => {
  it.each<[string, Float64Array]>([
    ["none", new Float64Array()],
    ["uniform", keysFrom((share) => share())],
    ["of all sizes", keysFrom((share) => share() * 10 ** (600 * share() - 300))],
    ["tied", keysFrom((share) => Math.floor(share() * 7) / 7)],
    ["all equal", keysFrom(() => 0.3)],
    ["zeros", keysFrom(() => 0)],
    ["zeros and ones", keysFrom((share) => Math.round(share()))],
    ["sorted the other way", keysFrom((_, i) => many - i)],
    ["subnormal", keysFrom((share) => share() * 1e-310)],
    ["one high word", keysFrom((share) => 1 - share() * 1e-7)],
    ["one high word, and others", keysFrom((share) => 1 - share() ** 20)],
    ["apart in the last bits only", keysFrom((share) => 1 + Math.floor(share() * 9) * Number.EPSILON)],
    ["apart in the exponent only", keysFrom((share) => 2 ** Math.floor(share() * 2000 - 1000))],
    ["extremes", keysFrom((share) => extremes[Math.floor(share() * extremes.length)]!)],
  ])("sorts, each with its sign: %s", (_, keys) => {
    expectSorted(keys);
  });

  it("sorts any doubles, few and many", () => {
    const key = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(...extremes), fc.constantFrom(-0, -1));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 120 }), fc.boolean(), (some, repeat) => {
        expectSorted(Float64Array.from(repeat ? Array.from({ length: 20 }, () => some).flat() : some));
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("is linear also where all keys have one high word", () => {
    const count = 300_000;
    const { share } = seededRandom(2);
    const keys = Float64Array.from({ length: count }, () => 1 - share() * 1e-7);
    const sorted = sortByMagnitude(keys.slice());
    expect(sorted.every((key, i) => i === 0 || sorted[i - 1]! <= key)).toBe(true);
  });
});
