import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import { log2InPlace, log2Tables } from "../../src/numerics/log2.ts";
import { golden } from "../golden/goldens.ts";

const { tables, log2 } = golden<{
  tables: { inverses: string; logs: string };
  log2: [number, number][];
}>("powers.json");

function log2Of(values: readonly number[], least = 2 ** -1000): Float64Array {
  const found = Float64Array.from(values);
  log2InPlace(found, 0, found.length, least);
  return found;
}

const hash = (values: Float64Array): string =>
  createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex");

describe("log2InPlace", () => {
  it("has tables of nearest doubles", () => {
    expect(hash(log2Tables().inverses)).toBe(tables.inverses);
    // The first is −log2 of 1, which is 0 of either sign.
    expect(hash(log2Tables().logs.map((log) => log + 0))).toBe(tables.logs);
  });

  it("is log2 x to 3e-16 and one unit in the last place", () => {
    const found = log2Of(log2.map(([x]) => x));
    for (const [i, [x, expected]] of log2.entries()) {
      const rounding = Math.abs(expected) * Number.EPSILON;
      expect(Math.abs(found[i]! - expected), String(x)).toBeLessThan(3e-16 + rounding);
    }
  });

  it("is exact at powers of 2, and of the right sign beside 1", () => {
    expect(Array.from(log2Of([1, 0.5, 2 ** -39, 8]))).toEqual([0, -1, -39, 3]);
    const [below, above] = log2Of([1 - 2 ** -53, 1 + 2 ** -52]);
    expect(below).toBeLessThan(0);
    expect(above).toBeGreaterThan(0);
  });

  it("takes what is below the least, and NaN, for the least", () => {
    expect(Array.from(log2Of([0, -1, NaN, 1e-300, 2 ** -30], 2 ** -20))).toEqual([-20, -20, -20, -20, -20]);
  });

  it("leaves values outside the stretch, and reads memory that begins anywhere", () => {
    const memory = new Float64Array(6).fill(4);
    log2InPlace(memory.subarray(1), 1, 3, 1e-12);
    expect(Array.from(memory)).toEqual([4, 4, 2, 2, 4, 4]);
  });
});
