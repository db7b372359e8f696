import { describe, expect, it } from "vitest";

import { isLabelTop } from "../../src/fit/isLabelTop.ts";

describe("isLabelTop", () => {
  it("is whether no class of any row is above the label", () => {
    const block = { values: Float64Array.of(0.7, 0.3, 0.5, 0.5, 0.1, 0.9), rowCount: 3, classCount: 2 };
    for (const [last, isTop] of [
      [1, true],
      [0, false],
    ] as const)
      expect(isLabelTop({ block, labels: Int32Array.of(0, 1, last), weights: null })).toBe(isTop);
  });

  it("looks at every row of many", () => {
    const block = { values: new Float64Array(6000).fill(0.5), rowCount: 3000, classCount: 2 };
    const rows = { block, labels: new Int32Array(3000), weights: null };
    expect(isLabelTop(rows)).toBe(true);
    block.values[5999] = 0.6;
    expect(isLabelTop(rows)).toBe(false);
  });

  it("takes for alike what is below the floor, or has the same logarithm", () => {
    const rows = (values: Float64Array): Parameters<typeof isLabelTop>[0] => {
      return { block: { values, rowCount: 1, classCount: 3 }, labels: Int32Array.of(0), weights: null };
    };
    expect(isLabelTop(rows(Float64Array.of(1e-20, 1e-13, 0)))).toBe(true);
    const p = 1e-3;
    expect(isLabelTop(rows(Float64Array.of(p, p * (1 + Number.EPSILON), 0)))).toBe(true);
    expect(isLabelTop(rows(Float64Array.of(p, p * (1 + 1e-12), 0)))).toBe(false);
  });
});
