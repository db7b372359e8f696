import { describe, expect, it } from "vitest";

import { affinePoint, evaluateAffine, type AffineProblem } from "../../src/fit/affineObjective.ts";
import { affineMoments } from "../../src/numerics/affineMoments.ts";

const k = 3;
const logs = Float64Array.of(-0.1, -2.5, -4, -1, -0.8, -1.6, -3, -0.2, -2, -0.4, -1.5, -2.2);
const labels = Int32Array.of(0, 2, 1, 1);
const weights = Float64Array.of(1, 0.5, 2, 0);

function problem(slopes: "shared" | "per-class", heldSlope = false): AffineProblem {
  const size = (slopes === "shared" ? 1 : k) + k;
  const centre = Float64Array.from({ length: size }, (_, j) => j / 10);
  const precision = Float64Array.from({ length: size }, (_, j) => 0.3 + j);
  if (heldSlope) precision[0] = Infinity;
  return { logs, labels, weights, classCount: k, slopes, centre, precision };
}

function at(one: AffineProblem, parameters: ArrayLike<number>): ReturnType<typeof affinePoint> {
  const point = affinePoint(one.centre.length);
  point.parameters.set(parameters);
  evaluateAffine(one, point, affineMoments(k, one.slopes === "shared"));
  return point;
}

describe.each(["shared", "per-class"] as const)("evaluateAffine with %s slopes", (slopes) => {
  const one = problem(slopes);
  const size = one.centre.length;
  const here = Float64Array.from({ length: size }, (_, j) => 0.4 - j / 7);
  const point = at(one, here);
  const moved = (j: number, step: number): ReturnType<typeof affinePoint> =>
    at(
      one,
      here.map((x, l) => (l === j ? x + step : x)),
    );

  it("is the penalised sum of NLL", () => {
    let sum = 0;
    for (const [row, label] of labels.entries()) {
      const z = Array.from({ length: k }, (_, j) => {
        const slope = slopes === "shared" ? Math.exp(here[0]!) : here[j]!;
        return slope * logs[row * k + j]! + here[size - k + j]!;
      });
      sum += weights[row]! * (Math.log(z.reduce((total, x) => total + Math.exp(x), 0)) - z[label]!);
    }
    for (const [j, x] of here.entries()) sum += (one.precision[j]! / 2) * (x - one.centre[j]!) ** 2;
    expect(point.value).toBeCloseTo(sum, 12);
  });

  it("has the derivatives that differences of neighbours show", () => {
    const step = 1e-5;
    for (let j = 0; j < size; j++) {
      const [up, down] = [moved(j, step), moved(j, -step)];
      expect(point.gradient[j]).toBeCloseTo((up.value - down.value) / (2 * step), 7);
      for (let l = j; l < size; l++) {
        const second = (up.gradient[l]! - down.gradient[l]!) / (2 * step);
        expect(point.hessian[l * size + j]).toBeCloseTo(second, 7);
      }
    }
  });
});

it("leaves out a shared slope that is held, and the same biases' derivatives remain", () => {
  const here = [0.2, 0.1, -0.3, 0.4];
  const [free, held] = [at(problem("shared"), here), at(problem("shared", true), here)];
  expect(held.gradient[0]).toBe(0);
  expect(Array.from(held.gradient.slice(1))).toEqual(Array.from(free.gradient.slice(1)));
  for (let j = 1; j < 4; j++) {
    expect(held.hessian[j * 4]).toBe(0);
    for (let l = 1; l <= j; l++) expect(held.hessian[j * 4 + l]).toBe(free.hessian[j * 4 + l]);
  }
});

it("does not lose small losses beside large ones", () => {
  const rows = 100_000;
  const many: AffineProblem = {
    ...problem("shared"),
    logs: new Float64Array(rows * k),
    labels: new Int32Array(rows),
    weights: Float64Array.from({ length: rows }, (_, i) => (i === 0 ? 1e16 : 1)),
    centre: new Float64Array(1 + k),
    precision: new Float64Array(1 + k).fill(1),
  };
  // Doubles near 1e16 · ln 3 are 2 apart: added one by one to it, each ln 3 would count as 2.
  const sum = at(many, [0, 0, 0, 0]).value;
  expect(Math.abs(sum - 1e16 * Math.log(3) - (rows - 1) * Math.log(3))).toBeLessThan(8);
});
