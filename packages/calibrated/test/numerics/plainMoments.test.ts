import { describe, expect, it } from "vitest";

import { plainMoments, sumMoments } from "../../src/numerics/plainMoments.ts";

describe("plainMoments", () => {
  it("sum 2^(b d) · d^m over each row", () => {
    for (const classCount of [1, 2, 3, 8]) {
      const logs = Float64Array.from({ length: 5 * classCount }, (_, i) => 2 * Math.sin(7 * i));
      const moments = new Float64Array(20);
      plainMoments(moments, logs, 0, logs.length, classCount, 0.7);
      for (let row = 0; row < 5; row++) {
        const own = Array.from(logs.subarray(row * classCount, (row + 1) * classCount));
        for (const m of [0, 1, 2, 3]) {
          const sum = own.reduce((total, d) => total + 2 ** (0.7 * d) * d ** m, 0);
          expect(moments[4 * row + m]).toBeCloseTo(sum, 13);
        }
      }
    }
  });
});

describe("sumMoments", () => {
  it("adds even and odd classes apart, as two lanes do", () => {
    const powers = Float64Array.of(1, 2 ** -53, 1, 2 ** -53);
    const moments = new Float64Array(4);
    sumMoments(moments, powers, new Float64Array(4), 0, 4, 4);
    expect(moments[0]).toBe(2 + 2 ** -52);
  });
});
