import { describe, expect, it } from "vitest";

import type { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import {
  fitStructuredVectorScaling,
  fitStructuredVectorScalingRows,
  type StructuredVectorFit,
} from "../../src/fit/fitStructuredVectorScaling.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { convexGolden, convexGradient, peerStructured, sameFormula } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { cycle, simulatedRows } from "./simulatedRows.ts";
import { farthest, structuredCases, tableOf } from "./structuredGoldens.ts";

const parametersOf = ({ calibrator }: StructuredVectorFit): number[] => {
  const { scales, biases } = calibrator.steps[1] as VectorScalingCalibrator;
  return [...scales, ...biases];
};

describe("fitStructuredVectorScaling", () => {
  it("leaves a bias between nothing and the classes' shares where every row is uniform", () => {
    // z is −ln 2 for both classes, so (v − 1) and b pull alike: scores differ by d = 2 b − ln 2 · 2 (v₀ − 1), both with
    // a ridge of 2 / 4. With b = −b′ = t and v₀ − 1 = −ln 2 · t = −(v₁ − 1), d = 2 t (1 + ln²2) and the ridge
    // t² (1 + ln²2); the slope of the mean NLL, σ(d) − 3/4, times 2 (1 + ln²2) plus that of the ridge is 0.
    const fit = fitStructuredVectorScaling({
      probabilities: cycle(4, () => [0.5, 0.5]),
      labels: [0, 0, 0, 1],
    });
    const t = parametersOf(fit)[2]!;
    const d = 2 * t * (1 + Math.LN2 ** 2);
    expect(1 / (1 + Math.exp(-d)) - 0.75 + t).toBeCloseTo(0, 12);
    expect(parametersOf(fit)[0]).toBeCloseTo(1 - Math.LN2 * t, 12);
    expect(fit.diagnostics.temperature.status).toBe("flat");
  });

  it.each(structuredCases)("is the optimum of $name that SciPy finds", (one) => {
    const fit = fitStructuredVectorScaling(tableOf(one));
    const expected = one.vector.held ?? one.vector;
    expect(farthest(parametersOf(fit), [...expected.scales, ...expected.biases])).toBeLessThan(convexGolden);
    expect(fit.diagnostics.objective).toBeCloseTo(expected.objective, 13);
    const held = one.vector.scales.flatMap((scale, j) => (scale < 0 ? [j] : []));
    expect(fit.diagnostics).toMatchObject({ status: "converged", scalesAtZero: held });
  });

  it.each(structuredCases.filter(({ peer, vector }) => peer !== null && vector.held === undefined))(
    "says of $name what probmetrics does, with a lower objective",
    (one) => {
      const { predictions, objective } = one.peer!.vector;
      const { calibrator, diagnostics } = fitStructuredVectorScaling(tableOf(one));
      const found = calibrator.calibrate(one.probabilities.slice(0, predictions.length));
      expect(farthest(found.flat(), predictions.flat())).toBeLessThan(peerStructured);
      expect(diagnostics.objective).toBeLessThanOrEqual(objective + sameFormula);
    },
  );

  it("never makes the NLL worse than the mixed temperature's, and its objective lies between", () => {
    for (const seed of [1, 2, 3]) {
      const { diagnostics } = fitStructuredVectorScaling(
        simulatedRows({ rowCount: 50, classCount: 4, seed }),
      );
      expect(diagnostics.nllAfter).toBeLessThan(diagnostics.objective);
      expect(diagnostics.objective).toBeLessThan(diagnostics.temperature.nllAfter);
      expect(diagnostics.gradientNorm).toBeLessThan(convexGradient);
    }
  });

  it("is the temperature where rows count next to nothing", () => {
    const table = simulatedRows({ rowCount: 50, classCount: 3, seed: 4 });
    const fit = fitStructuredVectorScaling({ ...table, weights: cycle(50, () => 1e-9) });
    expect(farthest(parametersOf(fit), [1, 1, 1, 0, 0, 0])).toBeLessThan(1e-7);
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
  ])("survives %s", (_name, probabilities, labels, weights) => {
    const { calibrator, diagnostics } = fitStructuredVectorScaling({
      probabilities,
      labels,
      ...(weights && { weights }),
    });
    expect(diagnostics.status).toBe("converged");
    expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.temperature.nllAfter + 1e-12);
    for (const p of calibrator.calibrate(probabilities).flat()) expect(p >= 0 && p <= 1).toBe(true);
  });

  it("predicts flights it has not seen better than the temperature", () => {
    const { fit, test } = flightRows();
    const alone = calibratedNll(test, fitTemperatureRows(fit).calibrator);
    expect(calibratedNll(test, fitStructuredVectorScalingRows(fit).calibrator)).toBeLessThan(alone);
  });
});
