import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { argsort } from "../../src/numerics/argsort.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

/** The same by comparing. */
function byComparing(keys: Float64Array): Uint32Array {
  return Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** Above the size up to which argsort itself compares. */
const many = 3000;

function keysFrom(draw: (share: () => number, i: number) => number): Float64Array {
  const { share } = seededRandom(11);
  return Float64Array.from({ length: many }, (_, i) => draw(share, i));
}

const extremes = [0, -0, Infinity, -Infinity, 5e-324, -5e-324, 2.2e-308, 1e308, -1e308, 1, -1];

describe("argsort", () => {
  it("sorts ascending and keeps the order of equal keys", () => {
    expect(argsort(Float64Array.of(0.5, 0.1, 0.5, -1, 0.1))).toEqual(Uint32Array.of(3, 1, 4, 0, 2));
  });

  it("takes no keys", () => {
    expect(argsort(new Float64Array())).toEqual(new Uint32Array());
  });

  it.each<[string, Float64Array]>([
    ["uniform", keysFrom((share) => share())],
    ["of both signs and all sizes", keysFrom((share) => (share() - 0.5) * 10 ** (600 * share() - 300))],
    ["tied", keysFrom((share) => Math.floor(share() * 7) / 7)],
    ["all equal", new Float64Array(many).fill(0.3)],
    ["sorted", keysFrom((_, i) => i / many)],
    ["sorted the other way", keysFrom((_, i) => -i)],
    ["zeros of both signs", keysFrom((share) => (share() < 0.5 ? -0 : 0))],
    ["subnormal", keysFrom((share) => (share() - 0.5) * 1e-310)],
    ["apart in the last bits only", keysFrom((share) => 1 + Math.floor(share() * 9) * Number.EPSILON)],
    ["apart in the exponent only", keysFrom((share) => 2 ** Math.floor(share() * 2000 - 1000))],
    ["extremes", keysFrom((share) => extremes[Math.floor(share() * extremes.length)]!)],
  ])("sorts as comparing does: %s", (_, keys) => {
    expect(argsort(keys)).toEqual(byComparing(keys));
  });

  it("sorts as comparing does: any doubles, few and many", () => {
    const key = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(...extremes));
    const keys = fc.float64Array({ noNaN: true, maxLength: 50 });
    fc.assert(
      fc.property(keys, fc.array(key, { maxLength: 100 }), fc.boolean(), (some, others, repeat) => {
        const once = [...some, ...others];
        const all = Float64Array.from(repeat ? Array.from({ length: 20 }, () => once).flat() : once);
        expect(argsort(all)).toEqual(byComparing(all));
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("leaves the keys as they were", () => {
    const keys = keysFrom((share) => (share() < 0.1 ? -0 : share()));
    const before = keys.slice();
    argsort(keys);
    expect(keys).toEqual(before);
  });
});
