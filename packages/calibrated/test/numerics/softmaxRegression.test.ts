import { describe, expect, it } from "vitest";

import { softmaxRegression, type SoftmaxDesign } from "../../src/numerics/softmaxRegression.ts";

/** Three rows, three classes, features by class or shared. */
function design(classStride: number, weights: Float64Array | null): SoftmaxDesign {
  return {
    rowCount: 3,
    classCount: 3,
    featureCount: 2,
    features: Float64Array.from({ length: 18 }, (_, i) => Math.sin(3 * i + 1)),
    rowStride: classStride === 0 ? 2 : 6,
    classStride,
    labels: Int32Array.of(0, 2, 2),
    weights,
  };
}

const penalty = {
  strengths: Float64Array.of(0.1, 0, 0.3, 0.2, 0, 0.5),
  centre: Float64Array.of(1, 0, 1, 0, 1, 0),
};
const x = Float64Array.of(0.3, -0.4, 0.9, 0.1, -0.2, 0.6);
const moved = (unknown: number, by: number): Float64Array =>
  x.map((value, u) => (u === unknown ? value + by : value));

describe("softmaxRegression", () => {
  it("is the weighted mean loss plus the ridge", () => {
    const one = design(2, Float64Array.of(1, 2, 5));
    const score = (row: number, j: number): number =>
      one.features[6 * row + 2 * j]! * x[2 * j]! + one.features[6 * row + 2 * j + 1]! * x[2 * j + 1]!;
    const loss = [0, 1, 2].reduce((sum, row) => {
      const e = [0, 1, 2].map((j) => Math.exp(score(row, j)));
      return sum - (one.weights![row]! / 8) * Math.log(e[one.labels[row]!]! / (e[0]! + e[1]! + e[2]!));
    }, 0);
    const ridge = (0.1 * 0.7 ** 2 + 0.3 * 0.1 ** 2 + 0.2 * 0.1 ** 2 + 0.5 * 0.6 ** 2) / 2;
    expect(softmaxRegression(one, penalty).value(x)).toBeCloseTo(loss + ridge, 14);
  });

  it.each([
    ["features by class", 2],
    ["features shared by the classes", 0],
  ])("has the derivatives that differences show, with %s", (_name, classStride) => {
    const objective = softmaxRegression(design(classStride, Float64Array.of(1, 2, 5)), penalty);
    const { gradient, hessian } = objective.derivatives(x);
    const matrix = hessian();
    const step = 1e-5;
    for (let u = 0; u < 6; u++) {
      const slope = (objective.value(moved(u, step)) - objective.value(moved(u, -step))) / (2 * step);
      expect(gradient[u]).toBeCloseTo(slope, 9);
      const above = objective.derivatives(moved(u, step)).gradient.slice();
      const below = objective.derivatives(moved(u, -step)).gradient;
      for (let v = u; v < 6; v++) {
        expect(matrix[6 * v + u]).toBeCloseTo((above[v]! - below[v]!) / (2 * step), 9);
      }
    }
  });

  it("counts a row of weight 2 twice", () => {
    const one = design(2, Float64Array.of(1, 2, 0));
    const twice = { ...one, rowCount: 3, weights: null };
    twice.features = Float64Array.from([...one.features.subarray(0, 12), ...one.features.subarray(6, 12)]);
    const expected = softmaxRegression(twice, penalty).derivatives(x);
    const weighted = softmaxRegression(one, penalty).derivatives(x);
    expect(weighted.value).toBeCloseTo(expected.value, 14);
    for (let u = 0; u < 6; u++) expect(weighted.gradient[u]).toBeCloseTo(expected.gradient[u]!, 14);
  });

  it("is infinite, not NaN, where the scores overflow", () => {
    const objective = softmaxRegression(design(2, null), penalty);
    expect(objective.value(x.map(() => 1e308))).toBe(Infinity);
  });
});
