import { describe, expect, it } from "vitest";

import { newtonMinimum, type SmoothObjective } from "../../src/numerics/newtonMinimum.ts";

/** ½ (x − c)ᵀ A (x − c) with the least eigenvalues of A far below the largest. */
function quadratic(matrix: readonly (readonly number[])[], centre: readonly number[]): SmoothObjective {
  const gradientOf = (x: Float64Array): Float64Array =>
    x.map((_, i) => matrix[i]!.reduce((sum, a, j) => sum + a * (x[j]! - centre[j]!), 0));
  const value = (x: Float64Array): number =>
    gradientOf(x).reduce((sum, g, i) => sum + (g * (x[i]! - centre[i]!)) / 2, 0);
  return {
    value,
    derivatives: (x) => ({
      value: value(x),
      gradient: gradientOf(x),
      hessian: () => Float64Array.from(matrix.flat()),
    }),
  };
}

describe("newtonMinimum", () => {
  it("finds the minimum of a quadratic in one step, however stretched", () => {
    const objective = quadratic(
      [
        [1e6, 1],
        [1, 1e-3],
      ],
      [3, -5],
    );
    const minimum = newtonMinimum(objective, Float64Array.of(0, 0));
    expect(minimum.at[0]).toBeCloseTo(3, 9);
    expect(minimum.at[1]).toBeCloseTo(-5, 5);
    expect(minimum.status).toBe("converged");
    expect(minimum.iterations).toBeLessThanOrEqual(3);
  });

  it("stops at a bound that the slope leads to, and finds the best point along it", () => {
    // With x₀ held at 0 the rest is 2 (x₁ − 4)² + (0 + 2)(x₁ − 4) + …: x₁ = 4 − 1/2.
    const objective = quadratic(
      [
        [2, 1],
        [1, 4],
      ],
      [-2, 4],
    );
    const minimum = newtonMinimum(objective, Float64Array.of(1, 1), { lower: Float64Array.of(0, 0) });
    expect(Array.from(minimum.at)).toEqual([0, 3.5]);
    expect(minimum).toMatchObject({ status: "converged", gradientNorm: 0 });
  });

  it("backs away from where the function is not defined", () => {
    // x − ln x is least at 1; Newton's step from 3 leads to −3.
    const objective: SmoothObjective = {
      value: ([x]) => (x! > 0 ? x! - Math.log(x!) : Infinity),
      derivatives: ([x]) => ({
        value: x! - Math.log(x!),
        gradient: Float64Array.of(1 - 1 / x!),
        hessian: () => Float64Array.of(1 / (x! * x!)),
      }),
    };
    const minimum = newtonMinimum(objective, Float64Array.of(3));
    expect(minimum.at[0]).toBeCloseTo(1, 14);
    expect(minimum.status).toBe("converged");
  });

  it("changes nothing along directions that change nothing", () => {
    const objective = quadratic(
      [
        [1, 1],
        [1, 1],
      ],
      [1, 1],
    );
    const { at } = newtonMinimum(objective, Float64Array.of(0, 0));
    expect(at[0]! + at[1]!).toBeCloseTo(2, 9);
    expect(at[0]! - at[1]!).toBeCloseTo(0, 9);
  });

  it("says that it stopped where the gradient is wrong", () => {
    const objective: SmoothObjective = {
      value: ([x]) => x!,
      derivatives: ([x]) => ({
        value: x!,
        gradient: Float64Array.of(-1),
        hessian: () => Float64Array.of(1),
      }),
    };
    expect(newtonMinimum(objective, Float64Array.of(2))).toMatchObject({ status: "stopped", value: 2 });
  });

  it("leaves the start as it was", () => {
    const start = Float64Array.of(5);
    newtonMinimum(quadratic([[1]], [0]), start);
    expect(start[0]).toBe(5);
  });
});
