import { describe, expect, it } from "vitest";

import { MatrixScalingCalibrator } from "../../src/calibrator/matrixScalingCalibrator.ts";
import { EnsembleTemperatureCalibrator } from "../../src/calibrator/ensembleTemperatureCalibrator.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import {
  fitStructuredMatrixScaling,
  fitStructuredMatrixScalingRows,
  type StructuredMatrixFit,
} from "../../src/fit/fitStructuredMatrixScaling.ts";
import { fitStructuredVectorScaling } from "../../src/fit/fitStructuredVectorScaling.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { convexGolden, convexGradient, peerStructured, sameFormula } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";
import { farthest, structuredCases, tableOf } from "./structuredGoldens.ts";

const parametersOf = ({ calibrator }: StructuredMatrixFit): number[] => {
  const { weights, biases } = calibrator.steps[1] as MatrixScalingCalibrator;
  return [...weights.flatMap((row) => Array.from(row)), ...biases];
};

describe("fitStructuredMatrixScaling", () => {
  it("is a temperature with its mixture, then a matrix", () => {
    const { calibrator } = fitStructuredMatrixScaling(
      simulatedRows({ rowCount: 30, classCount: 3, seed: 1 }),
    );
    expect(calibrator.steps[0]).toBeInstanceOf(EnsembleTemperatureCalibrator);
    expect(calibrator.steps[1]).toBeInstanceOf(MatrixScalingCalibrator);
  });

  it("splits what uniform rows ask for among bias, diagonal and the rest", () => {
    // z is −ln 2 for both classes: with a bias of ±t every entry of W moves by ∓ln 2 · t, as all have a ridge of 2 / 4.
    // Scores then differ by d = 2 t (1 + 2 ln²2), and half the objective's slope in t is (1 + 2 ln²2) (σ(d) − 3/4 + t).
    const fit = fitStructuredMatrixScaling({
      probabilities: cycle(4, () => [0.5, 0.5]),
      labels: [0, 0, 0, 1],
    });
    const [w00, w01, w10, w11, t, other] = parametersOf(fit) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const d = 2 * t * (1 + 2 * Math.LN2 ** 2);
    expect(1 / (1 + Math.exp(-d)) - 0.75 + t).toBeCloseTo(0, 12);
    const by = Math.LN2 * t;
    expect(farthest([w00, w01, w10, w11, other], [1 - by, -by, by, 1 + by, -t])).toBeLessThan(1e-12);
  });

  it.each(structuredCases)("is the optimum of $name that SciPy finds", (one) => {
    const fit = fitStructuredMatrixScaling(tableOf(one));
    const { weights, biases, objective } = one.matrix;
    expect(farthest(parametersOf(fit), [...weights.flat(), ...biases])).toBeLessThan(convexGolden);
    expect(fit.diagnostics.objective).toBeCloseTo(objective, 13);
    expect(fit.diagnostics.status).toBe("converged");
  });

  it.each(structuredCases.filter(({ peer }) => peer !== null))(
    "says of $name what probmetrics does, with a lower objective",
    (one) => {
      const { predictions, objective } = one.peer!.matrix;
      const { calibrator, diagnostics } = fitStructuredMatrixScaling(tableOf(one));
      const found = calibrator.calibrate(one.probabilities.slice(0, predictions.length));
      expect(farthest(found.flat(), predictions.flat())).toBeLessThan(peerStructured);
      expect(diagnostics.objective).toBeLessThanOrEqual(objective + sameFormula);
    },
  );

  it("has an objective no higher than the vector form's, which it contains", () => {
    for (const [classCount, seed] of [
      [2, 1],
      [4, 2],
      [11, 3],
      [40, 4],
    ] as const) {
      const table = simulatedRows({ rowCount: 120, classCount, seed });
      const { diagnostics } = fitStructuredMatrixScaling(table);
      const { objective } = fitStructuredVectorScaling(table).diagnostics;
      expect(diagnostics.objective).toBeLessThanOrEqual(objective + sameFormula);
      expect(diagnostics.nllAfter).toBeLessThan(diagnostics.temperature.nllAfter);
      expect(diagnostics.gradientNorm).toBeLessThanOrEqual(convexGradient);
      expect(diagnostics.status).toBe("converged");
    }
  });

  it("takes weight 2 for the row twice and weight 0 for its absence, and commutes with reordering classes", () => {
    const table = simulatedRows({ rowCount: 90, classCount: 3, seed: 5 });
    const weights = table.labels.map((_, row) => row % 3);
    const order = table.labels
      .flatMap((_, row) => Array.from({ length: weights[row]! }, () => row))
      .toReversed();
    const weighted = parametersOf(fitStructuredMatrixScaling({ ...table, weights }));
    const twice = fitStructuredMatrixScaling({
      probabilities: order.map((row) => table.probabilities[row]!),
      labels: order.map((row) => table.labels[row]!),
    });
    expect(farthest(parametersOf(twice), weighted)).toBeLessThan(convexGolden);
    const reversed = fitStructuredMatrixScaling({
      probabilities: table.probabilities.map((row) => row.toReversed()),
      labels: table.labels.map((label) => 2 - label),
      weights,
    });
    const [matrix, biases] = [weighted.slice(0, 9), weighted.slice(9)];
    expect(farthest(parametersOf(reversed), [...matrix.toReversed(), ...biases.toReversed()])).toBeLessThan(
      convexGolden,
    );
  });

  it.each([
    ["one row", [[0.7, 0.3]], [0], null],
    ["one row that is wrong", [[0.7, 0.3]], [1], null],
    ["one class", [[1], [1]], [0, 0], null],
    ["one label only", cycle(10, (i) => [0.5 + i / 30, 0.5 - i / 30]), cycle(10, () => 0), null],
    ["exact zeros and ones", cycle(8, (i) => (i % 2 ? [0, 1, 0] : [1, 0, 0])), cycle(8, (i) => i % 3), null],
    [
      "certain rows that are all wrong",
      cycle(8, (i) => (i % 2 ? [0, 1] : [1, 0])),
      cycle(8, (i) => i % 2),
      null,
    ],
    [
      "separable rows",
      [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.3, 0.7],
      ],
      [0, 0, 1],
      null,
    ],
    [
      "separable rows of huge weights",
      [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.3, 0.7],
      ],
      [0, 0, 1],
      [1e90, 1e90, 1e90],
    ],
    [
      "weights beyond 1e100",
      [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.3, 0.7],
      ],
      [0, 1, 1],
      [1e200, 1e210, 1e205],
    ],
    [
      "tiny weights",
      [
        [0.9, 0.1],
        [0.3, 0.7],
      ],
      [0, 0],
      [1e-300, 1e-290],
    ],
    ["fifteen classes of one row", [cycle(15, (j) => (j + 1) / 120)], [3], null],
    [
      "fifteen classes, separable, of huge weights",
      cycle(15, (i) => cycle(15, (j) => (i === j ? 0.3 : 0.05))),
      cycle(15, (i) => i),
      cycle(15, () => 1e90),
    ],
  ])("survives %s", (_name, probabilities, labels, weights) => {
    const { calibrator, diagnostics } = fitStructuredMatrixScaling({
      probabilities,
      labels,
      ...(weights && { weights }),
    });
    expect(diagnostics.status).toBe("converged");
    expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.temperature.nllAfter + 1e-12);
    for (const p of calibrator.calibrate(probabilities).flat()) expect(p >= 0 && p <= 1).toBe(true);
  });

  it("says that it learned nothing about a class without labels, and keeps it possible", () => {
    const table = simulatedRows({ rowCount: 100, classCount: 4, seed: 9 });
    const labels = table.labels.map((label) => (label === 3 ? 0 : label));
    const { calibrator, diagnostics } = fitStructuredMatrixScaling({ ...table, labels });
    expect(diagnostics).toMatchObject({ classesWithoutLabels: [3], status: "converged" });
    expect(calibrator.calibrate([0.2, 0.2, 0.2, 0.4])[3]).toBeGreaterThan(1e-4);
  });

  it("predicts flights it has not seen better than the temperature", () => {
    const { fit, test } = flightRows();
    const alone = calibratedNll(test, fitTemperatureRows(fit).calibrator);
    expect(calibratedNll(test, fitStructuredMatrixScalingRows(fit).calibrator)).toBeLessThan(alone);
  });
});
