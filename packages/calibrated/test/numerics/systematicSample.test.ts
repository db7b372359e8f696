import { describe, expect, it } from "vitest";

import { systematicSample } from "../../src/numerics/systematicSample.ts";

describe("systematicSample", () => {
  it("takes every so many rows", () => {
    const { rows, counts } = systematicSample(1000, null, 10);
    expect(Array.from(rows)).toEqual([49, 149, 249, 349, 449, 549, 649, 749, 849, 949]);
    expect(Array.from(counts)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it("takes each row as often as its weight asks, to less than one", () => {
    const weights = Float64Array.from({ length: 500 }, (_, i) => (i % 7 === 0 ? 0 : (i % 5) ** 3));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const { rows, counts } = systematicSample(500, weights, 200);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);
    for (const [i, row] of rows.entries()) {
      expect(weights[row]).toBeGreaterThan(0);
      expect(Math.abs(counts[i]! - (200 * weights[row]!) / total)).toBeLessThan(1);
    }
  });

  it("takes of rows without weights what it takes of rows of weight 1", () => {
    for (const rowCount of [1, 2, 7, 1000, 4097]) {
      const ones = new Float64Array(rowCount).fill(1);
      for (const size of [1, 2, 3, 64, 999, 1000, 5000])
        expect(systematicSample(rowCount, null, size)).toEqual(systematicSample(rowCount, ones, size));
    }
  });

  it("takes a row that has all the weight for all", () => {
    const weights = Float64Array.of(0, 1e300, 0, 1e-300);
    expect(systematicSample(4, weights, 50)).toEqual({ rows: Int32Array.of(1), counts: Float64Array.of(50) });
  });
});
