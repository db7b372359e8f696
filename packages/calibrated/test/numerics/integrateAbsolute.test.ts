import { describe, expect, it } from "vitest";

import { integrateAbsolute } from "../../src/numerics/integrateAbsolute.ts";

const onGrid = (cells: number, g: (t: number) => number): Float64Array =>
  Float64Array.from({ length: cells + 1 }, (_, node) => g(node / cells));

describe("integrateAbsolute", () => {
  it("is |c| for a constant, and 0 for nothing", () => {
    expect(integrateAbsolute(onGrid(16, () => -0.7))).toBeCloseTo(0.7, 15);
    expect(integrateAbsolute(new Float64Array(17))).toBe(0);
  });

  it("is 2/π for every wave cos(πkt), wherever its zeros lie between the nodes", () => {
    for (let k = 1; k <= 10; k++) {
      const wave = onGrid(333, (t) => Math.cos(Math.PI * k * t));
      expect(integrateAbsolute(wave)).toBeCloseTo(2 / Math.PI, 13);
    }
  });

  it("has the areas on both sides of one zero", () => {
    // cos(πt) = a at t = z: the areas are ±(sin(πz)/π − a z) and their difference from the whole, −a.
    for (const a of [-0.99, -0.3, 0.001, 0.5, 0.999]) {
      const zero = Math.acos(a) / Math.PI;
      const left = Math.sin(Math.PI * zero) / Math.PI - a * zero;
      const integral = integrateAbsolute(onGrid(64, (t) => Math.cos(Math.PI * t) - a));
      expect(integral).toBeCloseTo(left + (left + a), 13);
    }
  });

  it("sees two zeros in one cell, whose nodes are on the same side", () => {
    // 1 − d − cos(4πt) is below 0 for 4π|t − 1/2| < acos(1 − d), here inside the cell [100/201, 101/201].
    const d = 1e-5;
    const width = Math.acos(1 - d);
    expect(width / (4 * Math.PI)).toBeLessThan(0.5 / 201);
    const wave = onGrid(201, (t) => 1 - d - Math.cos(4 * Math.PI * t));
    expect(wave[100]!).toBeGreaterThan(0);
    expect(wave[101]!).toBeGreaterThan(0);
    // Below 0: (sin w − (1 − d) w) / 2π in the middle, and the same area as two halves at the ends.
    const below = (Math.sin(width) - (1 - d) * width) / (2 * Math.PI);
    expect(integrateAbsolute(wave)).toBeCloseTo(1 - d + 4 * below, 13);
  });

  it("does not write to what it is given", () => {
    const values = onGrid(16, (t) => t - 0.4);
    const before = values.slice();
    integrateAbsolute(values);
    expect(values).toEqual(before);
  });
});
