import { describe, expect, it } from "vitest";

import { narrowFixedPoint } from "../../src/numerics/narrowFixedPoint.ts";

const solved = 1 + 1e-13;

/** The bracket, and how often f was evaluated. */
function narrow(f: (x: number) => number, low: number, high: number, ratio = solved) {
  let evaluations = 0;
  const counted = (x: number): number => {
    evaluations++;
    return f(x);
  };
  return { ...narrowFixedPoint(counted, { low, high }, ratio), evaluations };
}

describe("narrowFixedPoint", () => {
  it("closes around the fixed point, in few evaluations", () => {
    // x = c x^(−p) at x = c^(1/(1+p)).
    for (const power of [0.1, 0.5, 1, 3]) {
      const found = narrow((x) => 0.02 * x ** -power, 1e-4, 1);
      const fixed = 0.02 ** (1 / (1 + power));
      expect(Math.abs(found.low / fixed - 1)).toBeLessThan(1e-12);
      expect(Math.abs(found.high / fixed - 1)).toBeLessThan(1e-12);
      expect(found.evaluations).toBeLessThan(12);
    }
  });

  it("ends at the value of a constant function", () => {
    const found = narrow(() => 0.25, 0.25, 1);
    expect(found.low).toBeCloseTo(0.25, 13);
    expect(found.evaluations).toBeLessThan(4);
  });

  it("finds the fixed point at a step, by halving", () => {
    const found = narrow((x) => (x < 0.037 ? 0.5 : 0.001), 1e-4, 1);
    expect(found.low).toBeCloseTo(0.037, 12);
    expect(found.evaluations).toBeLessThan(120);
  });

  it("goes to the low end where the function is 0", () => {
    expect(narrow(() => 0, 1e-4, 1)).toMatchObject({ low: 1e-4 });
    expect(narrow(() => 0, 1e-4, 1).high).toBeCloseTo(1e-4, 15);
  });

  it("evaluates nothing where the bracket is already closed, or empty", () => {
    expect(narrow(() => NaN, 0.5, 0.9, 2)).toEqual({ low: 0.5, high: 0.9, evaluations: 0 });
    expect(narrow(() => NaN, 1e-4, 0)).toEqual({ low: 1e-4, high: 0, evaluations: 0 });
  });
});
