import { describe, expect, it } from "vitest";

import { naturalExp } from "../../src/numerics/naturalExp.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { offExp } from "./exactLogarithms.ts";

const random = seededRandom(12);
const drawn = (make: (share: number) => number): number[] =>
  Array.from({ length: 3000 }, () => make(random.share()));

/** Beside the edges from one power of the table to the next. */
const edges = Array.from({ length: 4096 }, (_, i) => ((i - 2048 + 0.5) * Math.LN2) / 2048).flatMap((edge) => [
  edge - 2 ** -53,
  edge,
  edge + 2 ** -53,
]);

describe("naturalExp", () => {
  it.each([
    ["where it is a normal number", drawn((share) => -708.3 + 1418 * share)],
    ["where it is a share", drawn((share) => -30 * share)],
    ["near 0", drawn((share) => (share - 0.5) / 1000)],
    ["next to 0", drawn((share) => (share - 0.5) * 2 ** -50)],
    ["at the largest", drawn((share) => 709.782712893384 - share / 1000)],
    ["at the edges of the table", edges],
  ])("is e^x to 0.6 units in the last place, %s", (_, xs) => {
    expect(Math.max(...xs.map((x) => offExp(naturalExp(x), x)))).toBeLessThan(0.6);
  });

  it("is e^x to one unit in the last place where this is that of the smallest double", () => {
    const xs = drawn((share) => -708.3 - 36.8 * share);
    expect(Math.max(...xs.map((x) => offExp(naturalExp(x), x)))).toBeLessThan(1);
  });

  it("takes more digits of x", () => {
    for (const x of drawn((share) => 1400 * (share - 0.5))) {
      const rest = x * 2 ** -54;
      expect(offExp(naturalExp(x, rest), x, rest)).toBeLessThan(0.6);
    }
  });

  it("rises with x", () => {
    const xs = [...edges, ...drawn((share) => -20 * share)].sort((a, b) => a - b);
    for (let i = 1; i < xs.length; i++)
      expect(naturalExp(xs[i]!)).toBeGreaterThanOrEqual(naturalExp(xs[i - 1]!));
  });

  it("knows its ends", () => {
    expect([0, -0, 1].map((x) => naturalExp(x))).toEqual([1, 1, Math.E]);
    expect([-Infinity, -1e300, -746, -745.14].map((x) => naturalExp(x))).toEqual([0, 0, 0, 0]);
    expect([Infinity, 1e300, 710, 709.783].map((x) => naturalExp(x))).toEqual(Array(4).fill(Infinity));
    expect(naturalExp(NaN)).toBeNaN();
    expect(naturalExp(-745.13)).toBe(Number.MIN_VALUE);
    expect(naturalExp(709.782712893384)).toBe(1.7976931348622732e308);
  });
});
