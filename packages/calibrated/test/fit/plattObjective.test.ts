import { describe, expect, it } from "vitest";

import { plattObjective } from "../../src/fit/plattObjective.ts";

const problem = {
  logits: Float64Array.of(-2, 0.3, 1.5),
  targets: Float64Array.of(0.1, 0.8, 0.9),
  weights: Float64Array.of(1, 2, 5),
};
const x = Float64Array.of(0.7, -0.4);
const moved = (unknown: number, by: number): Float64Array =>
  x.map((value, u) => (u === unknown ? value + by : value));

describe("plattObjective", () => {
  it("is the weighted mean cross-entropy plus the ridge", () => {
    const loss = [0, 1, 2].reduce((sum, row) => {
      const q = 1 / (1 + Math.exp(-(0.7 * problem.logits[row]! - 0.4)));
      const t = problem.targets[row]!;
      return sum - (problem.weights[row]! / 8) * (t * Math.log(q) + (1 - t) * Math.log(1 - q));
    }, 0);
    expect(plattObjective(problem, 0.2).value(x)).toBeCloseTo(loss + 0.1 * (0.3 ** 2 + 0.4 ** 2), 14);
  });

  it("has the derivatives that differences show", () => {
    const objective = plattObjective(problem, 0.2);
    const { gradient, hessian, value } = objective.derivatives(x);
    expect(value).toBe(objective.value(x));
    const matrix = hessian();
    const step = 1e-5;
    for (const u of [0, 1]) {
      const slope = (objective.value(moved(u, step)) - objective.value(moved(u, -step))) / (2 * step);
      expect(gradient[u]).toBeCloseTo(slope, 9);
      const above = objective.derivatives(moved(u, step)).gradient;
      const below = objective.derivatives(moved(u, -step)).gradient;
      for (const v of [0, 1]) expect(matrix[2 * v + u]).toBeCloseTo((above[v]! - below[v]!) / (2 * step), 9);
    }
  });

  it("counts a row of weight 2 twice", () => {
    const twice = plattObjective(
      { logits: Float64Array.of(1, 1, -2), targets: Float64Array.of(0.9, 0.9, 0.2), weights: null },
      0,
    );
    const weighted = plattObjective(
      {
        logits: Float64Array.of(1, -2),
        targets: Float64Array.of(0.9, 0.2),
        weights: Float64Array.of(2, 1),
      },
      0,
    );
    expect(weighted.value(x)).toBeCloseTo(twice.value(x), 15);
  });

  it("is Infinity where it is not defined", () => {
    const { value } = plattObjective(problem, 0);
    expect(value(Float64Array.of(Infinity, -Infinity))).toBe(Infinity);
  });
});
