import { describe, expect, it } from "vitest";

import { increasingRoot } from "../../src/numerics/increasingRoot.ts";

describe("increasingRoot", () => {
  it("finds a root to rounding, in few steps", () => {
    const root = increasingRoot((x) => ({ value: Math.log(x) - 1, derivative: 1 / x }), 0.01, 100);
    expect(root).toMatchObject({ status: "converged" });
    expect(root.at).toBeCloseTo(Math.E, 14);
    expect(root.evaluations).toBeLessThan(15);
  });

  it("finds it from a derivative that misleads, by bisection", () => {
    const root = increasingRoot((x) => ({ value: Math.atan(50 * (x - 40)), derivative: 1e-3 }), 0.01, 100);
    expect(root.at).toBeCloseTo(40, 12);
    expect(root.evaluations).toBeLessThan(200);
  });

  it("finds a root of many orders, where Newton's steps are slow", () => {
    const root = increasingRoot((x) => ({ value: (x - 3) ** 9, derivative: 9 * (x - 3) ** 8 }), 0.01, 100);
    expect(Math.abs(root.value)).toBeLessThan(1e-30);
    expect(root.evaluations).toBeLessThan(400);
  });

  it("says when there is none inside", () => {
    const line = (x: number): { value: number; derivative: number } => ({ value: x, derivative: 1 });
    expect(increasingRoot((x) => line(x + 1), 0.1, 10)).toMatchObject({ status: "below-bounds", at: 0.1 });
    expect(increasingRoot((x) => line(x - 11), 0.1, 10)).toMatchObject({ status: "above-bounds", at: 10 });
  });

  it("takes a function that only tends to 0, and underflows, for one whose root is above", () => {
    const root = increasingRoot(
      (x) => ({ value: -Math.exp(-50 * x), derivative: 50 * Math.exp(-50 * x) }),
      0.01,
      100,
    );
    expect(root).toMatchObject({ status: "above-bounds", at: 100 });
  });

  it("says when the function is 0 everywhere", () => {
    expect(increasingRoot(() => ({ value: 0, derivative: 0 }), 0.1, 10)).toMatchObject({
      status: "flat",
      at: 1,
    });
  });

  it("takes a root at a bound for a root", () => {
    const at = (bound: number): unknown =>
      increasingRoot((x) => ({ value: x - bound, derivative: 1 }), 0.5, 2);
    expect(at(0.5)).toMatchObject({ status: "converged", at: 0.5 });
    expect(at(2)).toMatchObject({ status: "converged", at: 2 });
  });
});
