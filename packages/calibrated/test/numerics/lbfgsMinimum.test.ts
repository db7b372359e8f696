import { describe, expect, it } from "vitest";

import { lbfgsMinimum } from "../../src/numerics/lbfgsMinimum.ts";
import type { SmoothObjective } from "../../src/numerics/newtonMinimum.ts";

/** ½ Σ h_i (x_i − c_i)². */
function quadratic(curvatures: readonly number[], centre: readonly number[]): SmoothObjective {
  const gradientOf = (x: Float64Array): Float64Array =>
    x.map((value, i) => curvatures[i]! * (value - centre[i]!));
  const value = (x: Float64Array): number =>
    gradientOf(x).reduce((sum, g, i) => sum + (g * (x[i]! - centre[i]!)) / 2, 0);
  return withoutHessian(value, gradientOf);
}

function withoutHessian(
  value: (x: Float64Array) => number,
  gradientOf: (x: Float64Array) => Float64Array,
): SmoothObjective {
  const hessian = (): never => {
    throw new Error("nobody is to ask for it");
  };
  return { value, derivatives: (x) => ({ value: value(x), gradient: gradientOf(x), hessian }) };
}

describe("lbfgsMinimum", () => {
  it("finds the minimum of a stretched quadratic without its Hessian", () => {
    const centre = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const curvatures = centre.map((_, i) => 10 ** ((i % 5) - 2));
    const minimum = lbfgsMinimum(quadratic(curvatures, centre), new Float64Array(40));
    expect(minimum.status).toBe("converged");
    expect(minimum.gradientNorm).toBeLessThan(1e-9);
    for (const [i, value] of minimum.at.entries()) expect(value).toBeCloseTo(centre[i]!, 6);
  });

  it("needs one step where the preconditioner is the inverse Hessian", () => {
    const curvatures = [1e6, 1, 1e-4];
    const minimum = lbfgsMinimum(quadratic(curvatures, [1, 2, 3]), new Float64Array(3), {
      precondition: (vector) => {
        for (const [i, h] of curvatures.entries()) vector[i]! /= h;
      },
    });
    expect(minimum.iterations).toBeLessThanOrEqual(2);
    for (const [i, value] of minimum.at.entries()) expect(value).toBeCloseTo(i + 1, 9);
  });

  it("goes far where the slope hardly falls, and comes back from where it rises", () => {
    // ln(1 + e^(−x)) + x / 1000 is least at ln 999.
    const objective = withoutHessian(
      ([x]) => Math.log1p(Math.exp(-x!)) + x! / 1000,
      ([x]) => Float64Array.of(1 / 1000 - 1 / (1 + Math.exp(x!))),
    );
    for (const start of [-50, 0, 100]) {
      const minimum = lbfgsMinimum(objective, Float64Array.of(start));
      expect(minimum.status).toBe("converged");
      expect(minimum.at[0]).toBeCloseTo(Math.log(999), 5);
    }
  });

  it("backs away from where the function is not defined", () => {
    const objective = withoutHessian(
      ([x]) => (x! > 0 ? x! - Math.log(x!) : Infinity),
      ([x]) => Float64Array.of(1 - 1 / x!),
    );
    expect(lbfgsMinimum(objective, Float64Array.of(0.01)).at[0]).toBeCloseTo(1, 9);
  });

  it("says that it stopped where steps run out or the gradient is wrong", () => {
    const flat = quadratic([1e6, 1, 1e-3], [1, 2, 3]);
    expect(lbfgsMinimum(flat, new Float64Array(3), { mostIterations: 1 })).toMatchObject({
      status: "stopped",
      iterations: 1,
    });
    const wrong = withoutHessian(
      ([x]) => x!,
      () => Float64Array.of(-1),
    );
    expect(lbfgsMinimum(wrong, Float64Array.of(2))).toMatchObject({ status: "stopped", value: 2 });
  });

  it("leaves the start as it was", () => {
    const start = Float64Array.of(5);
    lbfgsMinimum(quadratic([1], [0]), start);
    expect(start[0]).toBe(5);
  });
});
