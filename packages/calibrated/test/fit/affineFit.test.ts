import { describe, expect, it } from "vitest";

import { fitAffine, type AffineProblem } from "../../src/fit/affineFit.ts";
import { affinePoint } from "../../src/fit/affineObjective.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { mixedLogs } from "../../src/personalize/affineMap.ts";
import { syntheticUsers } from "../personalize/syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 1,
  rowsPerUser: 400,
  classCount: 3,
  temperature: 1.7,
  slopeDeviation: 0,
  biasDeviation: 0.5,
  seed: 3,
});
const block = { values: Float64Array.from(table.probabilities.flat()), rowCount: 400, classCount: 3 };
const labels = Int32Array.from(table.labels);
const logs = mixedLogs(block, 0);
const rows = { logs, labels, weights: null, classCount: 3 };

function problem(slopes: "shared" | "per-class", slope: number, bias: number): AffineProblem {
  const slopeCount = slopes === "shared" ? 1 : 3;
  const centre = new Float64Array(slopeCount + 3);
  if (slopes === "per-class") centre.fill(1, 0, 3);
  const precision = Float64Array.from(centre, (_, j) => (j < slopeCount ? slope : bias));
  return { ...rows, slopes, centre, precision };
}

/** The objective, written down once more. */
function objective({ slopes, centre, precision, weights }: AffineProblem, at: ArrayLike<number>): number {
  const slopeCount = slopes === "shared" ? 1 : 3;
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const z = [0, 1, 2].map(
      (j) => (slopes === "shared" ? Math.exp(at[0]!) : at[j]!) * logs[3 * i + j]! + at[slopeCount + j]!,
    );
    sum += (weights?.[i] ?? 1) * (Math.log(z.reduce((s, x) => s + Math.exp(x), 0)) - z[labels[i]!]!);
  }
  for (let j = 0; j < centre.length; j++) {
    if (precision[j] !== Infinity) sum += 0.5 * precision[j]! * (at[j]! - centre[j]!) ** 2;
  }
  return sum;
}

describe.each([
  ["shared", 0, 0.1],
  ["shared", 30, 3],
  ["shared", 1e6, 1e6],
  ["per-class", 10, 0.1],
] as const)("fitAffine with %s slopes and precisions %d, %d", (slopes, slope, bias) => {
  const one = problem(slopes, slope, bias);
  const solution = fitAffine(one);

  it("converges", () => {
    expect(solution.status).toBe("converged");
    expect(solution.gradient).toBeLessThan(1e-9);
  });

  it("is where no small step makes the objective smaller", () => {
    const least = objective(one, solution.parameters);
    for (let j = 0; j < one.centre.length; j++) {
      for (const step of [-1e-4, 1e-4]) {
        const moved = solution.parameters.slice();
        moved[j]! += step;
        expect(objective(one, moved)).toBeGreaterThan(least);
      }
    }
  });

  it("ends at the same place from elsewhere", () => {
    const elsewhere = fitAffine(
      one,
      one.centre.map((x, j) => x + 0.3 * (j % 2 === 0 ? 1 : -1)),
    );
    for (const [j, value] of solution.parameters.entries()) {
      expect(elsewhere.parameters[j]).toBeCloseTo(value, 8);
    }
  });
});

it("is temperature scaling when only the slope is free", () => {
  const { parameters } = fitAffine(problem("shared", 0, Infinity));
  const { temperature } = fitTemperatureRows({ block, labels, weights: null }).calibrator;
  expect(Math.exp(-parameters[0]!)).toBeCloseTo(temperature, 9);
  expect(Array.from(parameters.slice(1))).toEqual([0, 0, 0]);
});

it("holds everything at its centre without rows that count", () => {
  const weights = new Float64Array(labels.length);
  const { parameters, status } = fitAffine({ ...problem("shared", 1, 1), weights });
  expect(status).toBe("converged");
  expect(Array.from(parameters)).toEqual([0, 0, 0, 0]);
});

it("counts a row of weight 2 as the row twice", () => {
  const weights = Float64Array.from(labels, (_, i) => (i < 100 ? 2 : 1));
  const weighted = fitAffine({ ...problem("shared", 1, 1), weights });
  const twice = fitAffine({
    ...problem("shared", 1, 1),
    logs: Float64Array.of(...logs, ...logs.subarray(0, 300)),
    labels: Int32Array.of(...labels, ...labels.subarray(0, 100)),
  });
  for (const [j, value] of twice.parameters.entries()) expect(weighted.parameters[j]).toBeCloseTo(value, 10);
});

describe("with a tolerance", () => {
  it.each([1e-4, 1e-7, 1e-10])("is off by about %d at most", (tolerance) => {
    for (const slopes of ["shared", "per-class"] as const) {
      const exact = fitAffine(problem(slopes, 3, 1)).parameters;
      const found = fitAffine({ ...problem(slopes, 3, 1), tolerance }).parameters;
      for (const [j, value] of exact.entries())
        expect(Math.abs(found[j]! - value)).toBeLessThan(10 * tolerance);
    }
  });
});

describe("from a point", () => {
  it.each(["shared", "per-class"] as const)("goes on under another penalty, %s slopes", (slopes) => {
    const point = affinePoint(slopes === "shared" ? 4 : 6);
    for (const [slope, bias] of [
      [3, 1],
      [10, 3],
      [0.3, Infinity],
      [Infinity, 1],
      [3, 1],
    ] as const) {
      const exact = fitAffine(problem(slopes, slope, bias)).parameters;
      const found = fitAffine(problem(slopes, slope, bias), point);
      expect(found.status).toBe("converged");
      for (const [j, value] of exact.entries()) expect(found.parameters[j]).toBeCloseTo(value, 9);
      expect(point.parameters).toEqual(found.parameters);
    }
  });

  it("saves a look, and leaves the point where the last one was", () => {
    const [one, point] = [problem("shared", 3, 1), affinePoint(4)];
    const { parameters } = fitAffine(one, point);
    const again = fitAffine(one, point);
    expect(again.iterations).toBe(0);
    expect(again.parameters).toEqual(parameters);
    const rough = affinePoint(4);
    const found = fitAffine({ ...one, tolerance: 1e-4 }, rough).parameters;
    expect(rough.parameters).not.toEqual(found);
    expect(rough.value).toBeGreaterThan(0);
  });
});
