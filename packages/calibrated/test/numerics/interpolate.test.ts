import { describe, expect, it } from "vitest";

import { interpolate } from "../../src/numerics/interpolate.ts";

const xs = Float64Array.of(0.1, 0.2, 0.6);
const ys = Float64Array.of(0, 0.5, 0.9);

describe("interpolate", () => {
  it("is exact at every point and linear between", () => {
    for (const [i, x] of xs.entries()) expect(interpolate(xs, ys, x)).toBe(ys[i]);
    expect(interpolate(xs, ys, 0.4)).toBeCloseTo(0.7, 15);
  });

  it("is constant outside", () => {
    expect(interpolate(xs, ys, -1)).toBe(0);
    expect(interpolate(xs, ys, 5)).toBe(0.9);
  });

  it("is constant everywhere through one point", () => {
    for (const x of [0, 0.5, 1]) expect(interpolate(Float64Array.of(0.5), Float64Array.of(0.3), x)).toBe(0.3);
  });

  it("stays between its neighbours where points are a subnormal apart", () => {
    const close = Float64Array.of(0, Number.MIN_VALUE, 1);
    expect(interpolate(close, Float64Array.of(0, 1, 1), Number.MIN_VALUE)).toBe(1);
    expect(interpolate(close, Float64Array.of(0, 1, 1), 0)).toBe(0);
  });
});
