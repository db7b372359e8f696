import { describe, expect, it } from "vitest";

import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { fitVectorScaling } from "../../src/fit/fitVectorScaling.ts";
import { convexGradient } from "../tolerances.ts";
import { cycle, draw, simulatedRows, softmax } from "./simulatedRows.ts";

describe("fitVectorScaling", () => {
  it("gives the classes' shares where every row is the same", () => {
    // Only softmax(v z + b) of that one row matters, and 6 : 3 : 1 is its best value.
    const probabilities = cycle(10, () => [0.2, 0.5, 0.3]);
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2];
    const { calibrator, diagnostics } = fitVectorScaling({ probabilities, labels });
    for (const [j, p] of calibrator.calibrate([0.2, 0.5, 0.3]).entries())
      expect(p).toBeCloseTo([0.6, 0.3, 0.1][j]!, 9);
    const entropy = -(0.6 * Math.log(0.6) + 0.3 * Math.log(0.3) + 0.1 * Math.log(0.1));
    expect(diagnostics.nllAfter).toBeCloseTo(entropy, 12);
    expect(diagnostics).toMatchObject({ status: "converged", isSeparable: false });
  });

  it("recovers the scales and biases that made the rows, each class weighted by its true probability", () => {
    // Every row stands once per class with the true probability as weight: the expected NLL itself.
    const scales = [0.5, 1.5, 0.9];
    const biases = [0.4, -0.7, 0.3];
    const rows = cycle(80, (i) => softmax([Math.sin(i), Math.cos(3 * i), Math.sin(7 * i + 1)]));
    const truth = rows.map((row) => softmax(row.map((p, j) => scales[j]! * Math.log(p) + biases[j]!)));
    const { calibrator, diagnostics } = fitVectorScaling({
      probabilities: rows.flatMap((row) => [row, row, row]),
      labels: rows.flatMap(() => [0, 1, 2]),
      weights: truth.flat(),
    });
    for (const j of [0, 1, 2]) {
      expect(calibrator.scales[j]).toBeCloseTo(scales[j]!, 7);
      expect(calibrator.biases[j]).toBeCloseTo(biases[j]!, 7);
    }
    expect(diagnostics.gradientNorm).toBeLessThan(convexGradient);
  });

  it("has biases that sum to 0, and makes no row's NLL mean worse, nor worse than temperature", () => {
    for (const seed of [1, 2, 3]) {
      const table = simulatedRows({ rowCount: 300, classCount: 4, seed });
      const { calibrator, diagnostics } = fitVectorScaling(table);
      expect(calibrator.biases.reduce((sum, b) => sum + b, 0)).toBeCloseTo(0, 12);
      expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.nllBefore);
      expect(diagnostics.nllAfter).toBeLessThanOrEqual(fitTemperature(table).diagnostics.nllAfter + 1e-9);
    }
  });

  it("takes weight 2 for the row twice and weight 0 for its absence, and no order of the rows for another", () => {
    const table = simulatedRows({ rowCount: 200, classCount: 3, seed: 5 });
    const weights = table.labels.map((_, row) => row % 3);
    const order = table.labels.flatMap((_, row) => Array.from({ length: weights[row]! }, () => row));
    const repeated = order.toSorted((a, b) => Math.sin(a) - Math.sin(b));
    const weighted = fitVectorScaling({ ...table, weights }).calibrator;
    const twice = fitVectorScaling({
      probabilities: repeated.map((row) => table.probabilities[row]!),
      labels: repeated.map((row) => table.labels[row]!),
    }).calibrator;
    for (const j of [0, 1, 2]) {
      expect(twice.scales[j]).toBeCloseTo(weighted.scales[j]!, 10);
      expect(twice.biases[j]).toBeCloseTo(weighted.biases[j]!, 10);
    }
  });

  it("holds a scale at 0 where a class is less likely the more it is said, and says which", () => {
    // Class 0 is right 3 times in 4 where the model says 0.1, and 1 in 4 where it says 0.6.
    const probabilities = cycle(8, (i) => (i < 4 ? [0.1, 0.5, 0.4] : [0.6, 0.2, 0.2]));
    const { calibrator, diagnostics } = fitVectorScaling({
      probabilities,
      labels: [0, 0, 0, 1, 0, 1, 2, 2],
    });
    expect(diagnostics.scalesAtZero).toContain(0);
    expect(calibrator.scales[0]).toBe(0);
    expect(diagnostics.status).toBe("converged");
  });

  it("says that labels told apart without error are separable, and stays finite", () => {
    const probabilities = [
      [0.9, 0.1],
      [0.8, 0.2],
      [0.3, 0.7],
    ];
    const { calibrator, diagnostics } = fitVectorScaling({ probabilities, labels: [0, 0, 1] });
    expect(diagnostics).toMatchObject({ isSeparable: true, status: "converged" });
    expect(diagnostics.nllAfter).toBeLessThan(1e-7);
    for (const p of calibrator.calibrate(probabilities).flat()) expect(p >= 0 && p <= 1).toBe(true);
  });

  it("says that a class without labels is separable, and gives it next to nothing", () => {
    const table = simulatedRows({ rowCount: 100, classCount: 4, seed: 9 });
    const labels = table.labels.map((label) => (label === 3 ? 0 : label));
    const { calibrator, diagnostics } = fitVectorScaling({ ...table, labels });
    expect(diagnostics).toMatchObject({ isSeparable: true, classesWithoutLabels: [3], status: "converged" });
    expect(calibrator.calibrate([0.2, 0.2, 0.2, 0.4])[3]).toBeLessThan(1e-6);
  });

  it.each([
    ["one row", [[0.7, 0.3]], [0]],
    ["one row that is wrong", [[0.7, 0.3]], [1]],
    ["one class", [[1], [1]], [0, 0]],
    ["one label only", cycle(10, (i) => [0.5 + i / 30, 0.5 - i / 30]), cycle(10, () => 0)],
    ["rows that are all uniform", cycle(6, () => [0.5, 0.5]), [0, 1, 0, 1, 0, 1]],
    ["exact zeros and ones", cycle(8, (i) => (i % 2 ? [0, 1, 0] : [1, 0, 0])), cycle(8, (i) => i % 3)],
    ["certain rows that are all wrong", cycle(8, (i) => (i % 2 ? [0, 1] : [1, 0])), cycle(8, (i) => i % 2)],
    ["ten rows of five classes", cycle(10, (i) => softmax([i, 5, i / 2, 1, 3])), cycle(10, (i) => i % 4)],
  ])("survives %s", (_name, probabilities, labels) => {
    const { calibrator, diagnostics } = fitVectorScaling({ probabilities, labels });
    expect(diagnostics.status).toBe("converged");
    expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.nllBefore + 1e-12);
    for (const p of calibrator.calibrate(probabilities).flat()) expect(p >= 0 && p <= 1).toBe(true);
  });

  it("stays at the identity where the rows say nothing about it", () => {
    const { calibrator } = fitVectorScaling({
      probabilities: cycle(4, () => [0.5, 0.5]),
      labels: [0, 1, 0, 1],
    });
    expect(calibrator.calibrate([0.9, 0.1])[0]).toBeCloseTo(0.9, 12);
  });

  it("fits what it applies with a uniform share", () => {
    const probabilities = cycle(12, (i) => (i % 3 === 0 ? [0, 1] : [0.7, 0.3]));
    const labels = cycle(12, (i) => (i < 3 || i % 2 === 0 ? 0 : 1));
    const { calibrator } = fitVectorScaling({ probabilities, labels }, { uniformShare: 0.1 });
    const mixed = probabilities.map((row) => row.map((p) => 0.9 * p + 0.05));
    const plain = fitVectorScaling({ probabilities: mixed, labels }).calibrator;
    for (const [j, p] of calibrator.calibrate([0.2, 0.8]).entries())
      expect(p).toBeCloseTo(plain.calibrate([0.23, 0.77])[j]!, 9);
    expect(calibrator.uniformShare).toBe(0.1);
  });

  it("beats the raw probabilities on rows it has not seen", () => {
    const fitted = fitVectorScaling(simulatedRows({ rowCount: 2000, classCount: 5, seed: 20 })).calibrator;
    const { probabilities, labels } = simulatedRows({ rowCount: 2000, classCount: 5, seed: 21 });
    const nll = (rows: number[][]): number =>
      rows.reduce((sum, row, i) => sum - Math.log(row[labels[i]!]!), 0) / rows.length;
    expect(nll(fitted.calibrate(probabilities))).toBeLessThan(nll(probabilities) - 0.02);
  });

  it("refuses unknown options and shares", () => {
    const table = { probabilities: [[1, 0]], labels: [0] };
    expect(() => fitVectorScaling(table, { share: 1 } as object)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(() => fitVectorScaling(table, { uniformShare: 2 })).toThrow(/uniformShare/);
    expect(() => fitVectorScaling({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });

  it("draws labels as often as they are likely", () => {
    const counts = [0, 0];
    for (let i = 0; i < 1000; i++) counts[draw([0.3, 0.7], (i + 0.5) / 1000)]!++;
    expect(counts).toEqual([300, 700]);
  });
});
