import { describe, expect, it } from "vitest";

import { deviated, identityMap, mappedLogs, mixedLogs } from "../../src/personalize/affineMap.ts";
import { deviatedNll, deviationOf, fitDeviation } from "../../src/personalize/deviationFit.ts";
import { nllOfLogs } from "../../src/personalize/nllOfLogs.ts";
import { gradient } from "../tolerances.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 1,
  rowsPerUser: 50,
  classCount: 3,
  temperature: 1.7,
  slopeDeviation: 0.3,
  biasDeviation: 0.8,
  seed: 2,
});
const block = { values: Float64Array.from(table.probabilities.flat()), rowCount: 50, classCount: 3 };
const logs = mixedLogs(block, 0);
const labels = Int32Array.from(table.labels);
const weights = Float64Array.from(labels, (_, row) => 0.5 + (row % 3));

describe("fitDeviation", () => {
  it.each([
    [10, 3],
    [1, 0.3],
    [1000, 300],
    [1e-6, 1e-6],
  ])(
    "is where the penalised NLL is stationary, by numeric gradient: precisions %d, %d",
    (slopePrecision, biasPrecision) => {
      const found = fitDeviation(logs, labels, weights, 3, { slopePrecision, biasPrecision });
      const objective = (at: Float64Array): number =>
        deviatedNll(logs, labels, weights, 3, at) +
        0.5 *
          at.reduce((sum, value, j) => sum + (j === 0 ? slopePrecision : biasPrecision) * value * value, 0);
      for (const j of found.keys()) {
        const at = (step: number): number => objective(found.map((value, i) => value + (i === j ? step : 0)));
        // Central differences of the fourth order: exact to step⁴ times the fifth derivative and rounding by step.
        const h = 1e-3;
        const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
        expect(Math.abs(slope)).toBeLessThan(1e-8);
        expect(at(h)).toBeGreaterThan(at(0));
        expect(at(-h)).toBeGreaterThan(at(0));
      }
    },
  );

  it("is none for a user held entirely, and none without rows", () => {
    const none = [0, 0, 0, 0];
    const held = { slopePrecision: Infinity, biasPrecision: Infinity };
    expect(Array.from(fitDeviation(logs, labels, weights, 3, held))).toEqual(none);
    const nothing = [new Float64Array(0), new Int32Array(0), new Float64Array(0)] as const;
    const free = { slopePrecision: 1, biasPrecision: 1 };
    expect(Array.from(fitDeviation(...nothing, 3, free))).toEqual(none);
  });

  it("has biases that sum to 0, since all of them are pulled alike", () => {
    // Adding one number to all biases changes no probability, so it is spent where it costs nothing.
    const found = fitDeviation(logs, labels, weights, 3, {
      slopePrecision: 10,
      biasPrecision: 1,
    });
    expect(Math.abs(found[1]! + found[2]! + found[3]!)).toBeLessThan(gradient);
  });

  it("has p0 = 1 / (1 + exp(6 p0)) for three uniform rows of another class", () => {
    // Each bias is the sum of the residuals: b0 = −3 p0, b1 = 3 p0.
    const uniform = new Float64Array(6).fill(Math.log(0.5));
    const shrinkage = { slopePrecision: Infinity, biasPrecision: 1 };
    const [labels, weights] = [Int32Array.of(1, 1, 1), Float64Array.of(1, 1, 1)];
    const [, b0, b1] = fitDeviation(uniform, labels, weights, 2, shrinkage);
    let p0 = 0.2;
    for (let i = 0; i < 200; i++) p0 = 0.5 * (p0 + 1 / (1 + Math.exp(6 * p0)));
    expect(b0).toBeCloseTo(-3 * p0, 10);
    expect(b1).toBeCloseTo(3 * p0, 10);
  });

  it("ends at the same place from elsewhere", () => {
    const shrinkage = { slopePrecision: 10, biasPrecision: 3 };
    const found = fitDeviation(logs, labels, weights, 3, shrinkage);
    const elsewhere = fitDeviation(logs, labels, weights, 3, shrinkage, {
      start: Float64Array.of(0.4, -1, 1, 0),
    });
    for (const [j, value] of found.entries()) expect(elsewhere[j]).toBeCloseTo(value, 10);
  });
});

describe("deviatedNll", () => {
  const parameters = Float64Array.of(0.3, 0.5, -0.7, 0.2);

  it("is the NLL under the map that the deviation gives", () => {
    const mapped = mappedLogs(logs, deviated(identityMap(3), deviationOf(parameters)));
    const expected = weights.reduce((sum, w, row) => sum + w * nllOfLogs(mapped, labels, row, 3), 0);
    expect(deviatedNll(logs, labels, weights, 3, parameters)).toBeCloseTo(expected, 10);
  });

  it("leaves out rows of weight 0, and counts a true class of no probability as 1e-12", () => {
    const far = Float64Array.of(0, -1000, NaN, NaN);
    const found = deviatedNll(far, Int32Array.of(1, 0), Float64Array.of(2, 0), 2, new Float64Array(3));
    expect(found).toBe(-2 * Math.log(1e-12));
  });
});

it("deviationOf is the logarithm of the power, then the biases", () => {
  const { logSlope, biases } = deviationOf(Float64Array.of(0.5, 1, 2));
  expect([logSlope, ...biases]).toEqual([0.5, 1, 2]);
});
