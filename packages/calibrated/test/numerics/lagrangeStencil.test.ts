import { describe, expect, it } from "vitest";

import {
  lagrangeCoefficients,
  lagrangeWeights,
  stencilReach,
  stencilSize,
} from "../../src/numerics/lagrangeStencil.ts";
import { sameFormula } from "../tolerances.ts";

const weightsAt = (at: number): Float64Array => {
  const weights = new Float64Array(stencilSize);
  lagrangeWeights(at, weights);
  return weights;
};
const places = [0, 1e-9, 0.1, 0.5, 0.73, 1];

describe("lagrangeWeights", () => {
  it("gives back every polynomial of degree 9", () => {
    for (const at of places) {
      for (let degree = 0; degree < stencilSize; degree++) {
        const power = weightsAt(at).reduce(
          (sum, weight, j) => sum + weight * ((j - stencilReach - 0.5) / 5) ** degree,
          0,
        );
        expect(Math.abs(power - ((at - 0.5) / 5) ** degree)).toBeLessThanOrEqual(sameFormula);
      }
    }
  });

  it("is the node alone at a node", () => {
    for (const at of [0, 1]) {
      expect(Array.from(weightsAt(at), Math.abs)).toEqual(
        Array.from({ length: stencilSize }, (_, j) => (j === stencilReach + at ? 1 : 0)),
      );
    }
  });
});

describe("lagrangeCoefficients", () => {
  it("are the same polynomials", () => {
    for (const at of places) {
      for (const [j, weight] of weightsAt(at).entries()) {
        const polynomial = lagrangeCoefficients().reduce(
          (sum, power, p) => sum + power[j]! * (at - 0.5) ** p,
          0,
        );
        expect(Math.abs(polynomial - weight)).toBeLessThanOrEqual(sameFormula);
      }
    }
  });
});
