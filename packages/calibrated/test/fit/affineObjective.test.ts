import { describe, expect, it } from "vitest";

import { affinePoint, copyPoint, evaluateAffine, type AffineSlopes } from "../../src/fit/affineObjective.ts";
import { affineMoments, type AffineRows } from "../../src/numerics/affineMoments.ts";

const k = 3;
const rows: AffineRows = {
  logs: Float64Array.of(-0.1, -2.5, -4, -1, -0.8, -1.6, -3, -0.2, -2, -0.4, -1.5, -2.2),
  labels: Int32Array.of(0, 2, 1, 1),
  weights: Float64Array.of(1, 0.5, 2, 0),
  classCount: k,
};

function at(
  one: AffineRows,
  slopes: AffineSlopes,
  parameters: ArrayLike<number>,
): ReturnType<typeof affinePoint> {
  const point = affinePoint(parameters.length);
  point.parameters.set(parameters);
  evaluateAffine(one, slopes, point, affineMoments(k, slopes === "shared"));
  return point;
}

describe.each(["shared", "per-class"] as const)("evaluateAffine with %s slopes", (slopes) => {
  const size = (slopes === "shared" ? 1 : k) + k;
  const here = Float64Array.from({ length: size }, (_, j) => 0.4 - j / 7);
  const point = at(rows, slopes, here);
  const moved = (j: number, step: number): ReturnType<typeof affinePoint> =>
    at(
      rows,
      slopes,
      here.map((x, l) => (l === j ? x + step : x)),
    );

  it("is the sum of NLL", () => {
    let sum = 0;
    for (const [row, label] of rows.labels.entries()) {
      const z = Array.from({ length: k }, (_, j) => {
        const slope = slopes === "shared" ? Math.exp(here[0]!) : here[j]!;
        return slope * rows.logs[row * k + j]! + here[size - k + j]!;
      });
      sum += rows.weights![row]! * (Math.log(z.reduce((total, x) => total + Math.exp(x), 0)) - z[label]!);
    }
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

  it("says how much of the curvature is the exponential's, whose derivative is itself", () => {
    expect(point.bend).toBe(slopes === "shared" ? point.gradient[0] : 0);
  });

  it("is no number where a parameter is none", () => {
    expect(at(rows, slopes, here.slice().fill(NaN, 0, 1)).value).toBeNaN();
    expect(at(rows, slopes, here.slice().fill(1e300, 0, 1)).value).toBeNaN();
  });

  it("is copied whole", () => {
    const copy = affinePoint(size);
    copyPoint(copy, point);
    expect(copy).toEqual(point);
  });
});

it.each(["shared", "per-class"] as const)("is 0 of one class, and flat, with %s slopes", (slopes) => {
  const logs = Float64Array.of(-1, -2, -3);
  const point = affinePoint(2);
  point.parameters.set([0.3, 0.7]);
  const one = { logs, labels: new Int32Array(3), weights: null, classCount: 1 };
  evaluateAffine(one, slopes, point, affineMoments(1, slopes === "shared"));
  expect(point.value).toBe(0);
  for (const derivative of [...point.gradient, ...point.hessian]) expect(derivative).toBeCloseTo(0, 14);
});

it("does not lose small losses beside large ones", () => {
  const count = 100_000;
  const many: AffineRows = {
    logs: new Float64Array(count * k),
    labels: new Int32Array(count),
    weights: Float64Array.from({ length: count }, (_, i) => (i === 0 ? 1e16 : 1)),
    classCount: k,
  };
  // Doubles near 1e16 · ln 3 are 2 apart: added one by one to it, each ln 3 would count as 2.
  const sum = at(many, "shared", [0, 0, 0, 0]).value;
  expect(Math.abs(sum - 1e16 * Math.log(3) - (count - 1) * Math.log(3))).toBeLessThan(8);
});
