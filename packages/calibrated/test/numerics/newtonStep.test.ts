import { expect, it } from "vitest";

import { newtonStep } from "../../src/numerics/newtonStep.ts";

const at = (hessian: number[], gradient: number[]) => ({
  value: 0,
  gradient: Float64Array.from(gradient),
  hessian: () => Float64Array.from(hessian),
});

it("solves for the free unknowns only, reading the lower triangle", () => {
  // Without the second unknown: 4 s₀ + 2 s₂ = −10, 2 s₀ + 3 s₂ = −7.
  const derivatives = at([4, NaN, NaN, 9, 9, NaN, 2, 9, 3], [10, 5, 7]);
  const [a, b, c] = newtonStep(derivatives, Uint8Array.of(0, 1, 0));
  expect(a).toBeCloseTo(-2, 14);
  expect(b).toBe(0);
  expect(c).toBeCloseTo(-1, 14);
});

it("takes the shortest step where the Hessian is singular", () => {
  const [a, b] = newtonStep(at([1, 1, 1, 1], [2, 2]), Uint8Array.of(0, 0));
  expect(a).toBeCloseTo(-1, 9);
  expect(b).toBeCloseTo(-1, 9);
});

it("follows the gradient where there is no Hessian at all", () => {
  expect(Array.from(newtonStep(at([0], [3]), Uint8Array.of(0)))).toEqual([-3]);
});

it("makes no step where nothing is free", () => {
  expect(Array.from(newtonStep(at([1], [3]), Uint8Array.of(1)))).toEqual([0]);
});
