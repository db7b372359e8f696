import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { mappedLogs, mixedLogs, type AffineMap } from "../../src/personalize/affineMap.ts";
import {
  choosePopulation,
  crossFittedLogs,
  fitPopulation,
  type PopulationCandidate,
} from "../../src/personalize/populationFit.ts";
import { populationRows, type PopulationRows } from "../../src/personalize/populationRows.ts";
import { groupedFolds } from "../../src/personalize/groupedFolds.ts";
import { nllOfLogs } from "../../src/personalize/nllOfLogs.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 7,
  rowsPerUser: 40,
  classCount: 3,
  temperature: 1.6,
  slopeDeviation: 0.2,
  biasDeviation: 0.4,
  seed: 5,
});
const rows = populationRows(new PredictionTable(table));
const folds = groupedFolds(rows, rows.byUser, rows.times, 2);

const temperature: PopulationCandidate = {
  shape: "temperature",
  uniformShare: 0,
  slopePrecision: 1e-6,
  scalePrecision: Infinity,
};
const corrected: PopulationCandidate = { ...temperature, shape: "bias-corrected temperature" };
const vector: PopulationCandidate = {
  shape: "vector scaling",
  uniformShare: 0.01,
  slopePrecision: 1e-6,
  scalePrecision: 10,
};

function sumOfNlls(logs: Float64Array, labels: Int32Array, weights: Float64Array): number {
  return weights.reduce((sum, weight, row) => sum + weight * nllOfLogs(logs, labels, row, 3), 0);
}

/** The sum of NLL under a map, by definition. */
function nllUnder(map: AffineMap, { block, labels, weights }: PopulationRows): number {
  return sumOfNlls(mappedLogs(mixedLogs(block, map.uniformShare), map), labels, weights);
}

describe("fitPopulation", () => {
  it("is temperature scaling for the plain temperature, but for a whisper of a pull", () => {
    const { map } = fitPopulation(rows, rows.weights, temperature);
    const { calibrator } = fitTemperature(table);
    // The pull of 1e-6 on ln T against information of some dozens from 280 rows.
    for (const scale of map.scales) expect(scale).toBeCloseTo(1 / calibrator.temperature, 7);
    expect(Array.from(map.biases)).toEqual([0, 0, 0]);
    expect(map.uniformShare).toBe(0);
  });

  it.each([temperature, corrected, vector, { ...corrected, uniformShare: 0.1 }])(
    "is no worse than the identity and than what it contains: $shape, $uniformShare",
    (candidate) => {
      const { map } = fitPopulation(rows, rows.weights, candidate);
      const { uniformShare } = candidate;
      const simpler = fitPopulation(rows, rows.weights, { ...temperature, uniformShare }).map;
      expect(nllUnder(map, rows)).toBeLessThanOrEqual(nllUnder(simpler, rows) + 1e-9);
      expect(nllUnder(simpler, rows)).toBeLessThan(
        nllUnder({ ...simpler, scales: simpler.scales.map(() => 1) }, rows),
      );
    },
  );

  it("holds the scales together the more the greater the precision is", () => {
    const spread = (scalePrecision: number): number => {
      const { scales } = fitPopulation(rows, rows.weights, { ...vector, scalePrecision }).map;
      return Math.max(...scales) - Math.min(...scales);
    };
    expect(spread(1)).toBeGreaterThan(spread(10));
    expect(spread(10)).toBeGreaterThan(spread(1000));
    expect(spread(1e9)).toBeLessThan(1e-6);
  });

  it("does not take twenty rows that are all right for certainty, with a precision of 1", () => {
    const twenty = populationRows(
      new PredictionTable({
        probabilities: Array.from({ length: 20 }, () => [0.95, 0.03, 0.02]),
        labels: Array.from({ length: 20 }, () => 0),
      }),
    );
    const slope = (slopePrecision: number): number =>
      fitPopulation(twenty, twenty.weights, { ...temperature, slopePrecision }).map.scales[0]!;
    expect(slope(1e-6)).toBeGreaterThan(3);
    // At slope s the rows' NLL falls by s · 20 · (E[ln p] − ln p of the label) per unit of ln s: the pull holds against that.
    const s = slope(1);
    const [a, b, c] = [0.95 ** s, 0.03 ** s, 0.02 ** s];
    const mean = (a * Math.log(0.95) + b * Math.log(0.03) + c * Math.log(0.02)) / (a + b + c);
    expect(20 * s * (mean - Math.log(0.95)) + Math.log(s)).toBeCloseTo(0, 9);
    expect(s).toBeLessThan(2);
  });

  it("never lets a class be likelier the less the model thinks so", () => {
    // Class 0 comes true where the model gives it little, the others as the model says.
    const probabilities = Array.from({ length: 90 }, (_, i) => {
      const p = 0.05 + 0.9 * ((i % 9) / 9);
      return i % 2 === 0 ? [p, 0.7 * (1 - p), 0.3 * (1 - p)] : [p, 0.2 * (1 - p), 0.8 * (1 - p)];
    });
    const labels = probabilities.map(([p], i) => (p! < 0.3 ? 0 : 1 + (i % 2)));
    const odd = populationRows(new PredictionTable({ probabilities, labels }));
    const { map } = fitPopulation(odd, odd.weights, { ...vector, scalePrecision: 1e-3 });
    expect(map.scales[0]).toBe(0);
    expect(map.scales.every((scale) => scale >= 0)).toBe(true);
  });

  it("leaves out rows of weight 0 and takes a row of weight 2 as the row twice", () => {
    const weights = rows.weights.map((_, row) => row % 3);
    const order = Array.from(weights).flatMap((weight, row) => Array<number>(weight).fill(row));
    const repeated = populationRows(
      new PredictionTable({
        probabilities: order.map((row) => table.probabilities[row]!),
        labels: order.map((row) => table.labels[row]!),
      }),
    );
    for (const candidate of [temperature, corrected, vector]) {
      const one = fitPopulation(rows, weights, candidate).map;
      const other = fitPopulation(repeated, repeated.weights, candidate).map;
      for (const j of [0, 1, 2]) {
        expect(one.scales[j]).toBeCloseTo(other.scales[j]!, 9);
        expect(one.biases[j]).toBeCloseTo(other.biases[j]!, 9);
      }
    }
  });

  it("is the identity without rows that count, and finite where the rows are separable", () => {
    const nothing = fitPopulation(rows, new Float64Array(rows.weights.length), corrected).map;
    expect(Array.from(nothing.scales)).toEqual([1, 1, 1]);
    expect(Array.from(nothing.biases)).toEqual([0, 0, 0]);
    const right = {
      ...rows,
      labels: rows.labels.map((_, i) =>
        table.probabilities[i]!.indexOf(Math.max(...table.probabilities[i]!)),
      ),
    };
    for (const candidate of [temperature, corrected, vector]) {
      const { scales, biases } = fitPopulation(right, rows.weights, candidate).map;
      expect([...scales, ...biases].every(Number.isFinite)).toBe(true);
    }
  });
});

describe("choosePopulation", () => {
  it("has one temperature to choose from in the family temperature", () => {
    const { candidate, scores } = choosePopulation(rows, folds, "temperature");
    expect(candidate).toEqual(temperature);
    expect(scores).toHaveLength(1);
  });

  it("takes the map of the least NLL on users left out, where Venn–Abers is not surely better", () => {
    const { candidate, scores } = choosePopulation(rows, folds, "auto");
    // 7 uniform shares with and without biases; scales with 2 or 3 of these shares, at 2 precisions; structured matrix scaling
    // and Venn–Abers.
    expect([14 + 4 + 2, 14 + 6 + 2]).toContain(scores.length);
    const affine = scores.filter((score) => score.candidate.shape !== "Venn–Abers");
    expect(affine).toHaveLength(scores.length - 1);
    const least = Math.min(...affine.map(({ nll }) => nll));
    expect(scores.find((score) => score.candidate === candidate)!.nll).toBe(least);
  });

  it("scores a candidate by what it gives rows of users it has not seen", () => {
    const { scores } = choosePopulation(rows, folds, "auto");
    const { candidate, nll } = scores.find((one) => one.candidate.shape === "bias-corrected temperature")!;
    const crossed = crossFittedLogs(rows, folds, candidate)(rows.block, 0);
    const mean = sumOfNlls(crossed, rows.labels, rows.weights) / rows.labels.length;
    // Fits for comparison stop at a gradient of 1e-7, which the NLL feels squared.
    expect(nll).toBeCloseTo(mean, 10);
  });

  it("mixes the uniform in where zeros come true", () => {
    const probabilities = table.probabilities.map((row, i) => {
      if (i % 10 > 0) return row;
      const [first, second, third] = row as [number, number, number];
      return third === Math.min(...row) ? [first / (first + second), second / (first + second), 0] : row;
    });
    const zeros = populationRows(new PredictionTable({ ...table, probabilities }));
    const labels = zeros.labels.map((label, i) => (probabilities[i]!.includes(0) ? 2 : label));
    const { candidate } = choosePopulation({ ...zeros, labels }, folds, "auto");
    expect(candidate.uniformShare).toBeGreaterThan(0);
  });
});

describe("crossFittedLogs", () => {
  it("do not look at the labels of the row's own user", () => {
    const before = crossFittedLogs(rows, folds, corrected)(rows.block, 0);
    const own = new Set(rows.byUser.get("user 0003"));
    const labels = rows.labels.map((label, row) => (own.has(row) ? (label + 1) % 3 : label));
    const after = crossFittedLogs({ ...rows, labels }, folds, corrected)(rows.block, 0);
    const changed = Array.from(after.keys()).filter((i) => after[i] !== before[i]);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.some((i) => own.has(Math.floor(i / 3)))).toBe(false);
  });

  it("are logarithms of probabilities", () => {
    const crossed = crossFittedLogs(rows, folds, vector)(rows.block, 0);
    for (let row = 0; row < rows.labels.length; row++) {
      const sum = crossed.subarray(3 * row, 3 * row + 3).reduce((total, log) => total + Math.exp(log), 0);
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});
