import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import { exp2Into, exp2Table } from "../../src/numerics/exp2.ts";
import { golden } from "../golden/goldens.ts";

const { tables, exp2 } = golden<{ tables: { powers: string }; exp2: [number, number][] }>("powers.json");

function exp2Of(xs: readonly number[], factor = 1): Float64Array {
  const values = Float64Array.from(xs);
  exp2Into(values, values, 0, values.length, factor, 0);
  return values;
}

describe("exp2Into", () => {
  it("has a table of nearest doubles", () => {
    const bytes = new Uint8Array(exp2Table().buffer);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(tables.powers);
  });

  it("is 2^x to two roundings", () => {
    const found = exp2Of(exp2.map(([x]) => x));
    const errors = exp2.map(([, expected], i) => Math.abs(found[i]! / expected - 1));
    expect(Math.max(...errors)).toBeLessThan(2 * Number.EPSILON);
  });

  it("is exact where the power is whole, and takes a factor", () => {
    expect(Array.from(exp2Of([0, -1, 10, -1022, 999]))).toEqual([1, 0.5, 1024, 2 ** -1022, 2 ** 999]);
    expect(exp2Of([3, 5], 0.5)).toEqual(exp2Of([1.5, 2.5]));
  });

  it("writes where it is told to, and nowhere else", () => {
    const out = new Float64Array(4).fill(7);
    exp2Into(out, Float64Array.of(1, 2, 3, 4), 1, 3, 1, 0);
    expect(Array.from(out)).toEqual([7, 4, 8, 7]);
    exp2Into(out, Float64Array.of(1, 2, 3, 4), 1, 3, 1, -1);
    expect(Array.from(out)).toEqual([4, 8, 8, 7]);
  });

  it("does not fall where x rises, from one stretch of the table to the next", () => {
    for (let step = -80; step < 80; step++) {
      const edge = (step + 0.5) / 2048;
      const xs = Array.from({ length: 9 }, (_, i) => edge + (i - 4) * 2 ** -53);
      const found = exp2Of(xs);
      for (let i = 1; i < 9; i++) expect(found[i]! - found[i - 1]!).toBeGreaterThanOrEqual(-Number.EPSILON);
    }
  });
});
