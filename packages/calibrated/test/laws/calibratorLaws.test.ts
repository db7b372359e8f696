import { describe, it } from "vitest";

import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import { BetaCalibrator, type BetaMap } from "../../src/calibrator/betaCalibrator.ts";
import { HistogramCalibrator } from "../../src/calibrator/histogramCalibrator.ts";
import type { HistogramMapLike } from "../../src/calibrator/histogramMap.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { PlattCalibrator, type PlattMap } from "../../src/calibrator/plattCalibrator.ts";
import { ComposedCalibrator } from "../../src/calibrator/composedCalibrator.ts";
import { EnsembleTemperatureCalibrator } from "../../src/calibrator/ensembleTemperatureCalibrator.ts";
import { MatrixScalingCalibrator } from "../../src/calibrator/matrixScalingCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { VennAbersCalibrator } from "../../src/calibrator/vennAbersCalibrator.ts";
import type { VennAbersPredictorLike } from "../../src/calibrator/vennAbersPredictor.ts";
import { WinnerKeepingIsotonicCalibrator } from "../../src/calibrator/winnerKeepingIsotonicCalibrator.ts";
import { calibratorLaws, type CalibratorCase } from "./calibratorLaws.ts";

const temperature = (t: number): CalibratorCase => ({
  name: `temperature ${t}`,
  make: () => new TemperatureCalibrator(t),
  permute: (calibrator) => calibrator,
});

/** Another map for each class: some with exact zeros and ones, some of a single threshold. */
function regressor(j: number): { xThresholds: number[]; yThresholds: number[] } {
  if (j % 4 === 3) return { xThresholds: [0.5], yThresholds: [0.3] };
  if (j % 4 === 2) return { xThresholds: [0.2, 0.8], yThresholds: [0, 0] };
  return { xThresholds: [0, 1e-15, 0.3, 0.7, 1], yThresholds: [0, 0.01 * (j % 7), 0.4, 0.5, 1] };
}

function reorderedRegressors(calibrator: BlockCalibrator, order: readonly number[]): BlockCalibrator {
  const { regressors } = calibrator as IsotonicCalibrator;
  return new IsotonicCalibrator(order.map((j) => regressors[j]!));
}

/** Other tables for each class, some with certainty; of two classes the first is the complement. */
function predictor(j: number, classCount: number): VennAbersPredictorLike | null {
  if (classCount === 2 && j === 0) return null;
  if (j % 3 === 2) return { scores: [0.3], lower: [0, 0], upper: [0, 1] };
  return { scores: [0.013, 0.4 + 1e-3 * j], lower: [0, 0.1, 0.7], upper: [0.1, 0.7, 1] };
}

function reorderedPredictors(calibrator: BlockCalibrator, order: readonly number[]): BlockCalibrator {
  const { predictors } = calibrator as VennAbersCalibrator;
  return new VennAbersCalibrator(order.map((j) => predictors[j]!));
}

function vectorScaling(name: string, scale: (j: number) => number, uniformShare: number): CalibratorCase {
  return {
    name: `vector scaling ${name}`,
    make: (classCount) => {
      const classes = Array.from({ length: classCount }, (_, j) => j);
      return new VectorScalingCalibrator(
        classes.map(scale),
        classes.map((j) => Math.sin(j)),
        { uniformShare },
      );
    },
    permute: (calibrator, order) => {
      const { scales, biases } = calibrator as VectorScalingCalibrator;
      return new VectorScalingCalibrator(
        order.map((j) => scales[j]!),
        order.map((j) => biases[j]!),
        { uniformShare },
      );
    },
  };
}

/** A calibrator with a map per class; of two classes the first is the complement. */
function oneVsRest<Map>(
  name: string,
  make: (maps: (Map | null)[]) => BlockCalibrator & { readonly maps: readonly (Map | null)[] },
  mapOf: (j: number) => Map,
): CalibratorCase {
  return {
    name,
    make: (classCount) =>
      make(Array.from({ length: classCount }, (_, j) => (classCount === 2 && j === 0 ? null : mapOf(j)))),
    permute: (calibrator, order) => {
      const { maps } = calibrator as ReturnType<typeof make>;
      return make(order.map((j) => maps[j]!));
    },
  };
}

function ensemble(temperature: number, weights: readonly number[]): CalibratorCase {
  return {
    name: `ensemble temperature ${temperature} with ${weights.join(", ")}`,
    make: () => new EnsembleTemperatureCalibrator({ temperature, weights }),
    permute: (calibrator) => calibrator,
  };
}

function matrixScaling(name: string, weight: (j: number, l: number) => number): CalibratorCase {
  return {
    name: `matrix scaling ${name}`,
    make: (classCount) => {
      const classes = Array.from({ length: classCount }, (_, j) => j);
      return new MatrixScalingCalibrator(
        classes.map((j) => classes.map((l) => weight(j, l))),
        classes.map((j) => Math.sin(j)),
      );
    },
    permute: reorderedMatrix,
  };
}

function reorderedMatrix(calibrator: BlockCalibrator, order: readonly number[]): BlockCalibrator {
  const { weights, biases } = calibrator as MatrixScalingCalibrator;
  return new MatrixScalingCalibrator(
    order.map((j) => order.map((l) => weights[j]![l]!)),
    order.map((j) => biases[j]!),
  );
}

/** Structured matrix scaling as it is fitted: a mixed temperature, then a matrix. */
function structured(): CalibratorCase {
  const first = ensemble(1.7, [0.99, 0, 0.01]);
  const second = matrixScaling("", (j, l) => (j === l ? 1.1 : 0.05 * Math.sin(3 * j + l)));
  return {
    name: "structured matrix scaling",
    make: (classCount) => new ComposedCalibrator([first.make(classCount), second.make(classCount)]),
    permute: (calibrator, order) => {
      const [temperature, matrix] = (calibrator as ComposedCalibrator).steps;
      return new ComposedCalibrator([temperature!, reorderedMatrix(matrix!, order)]);
    },
  };
}

/** Another histogram for each class: some that fall, some of one bin, some of zeros. */
function histogram(j: number): { edges: number[]; values: number[] } {
  if (j % 4 === 3) return { edges: [], values: [0.3] };
  if (j % 4 === 2) return { edges: [0.5], values: [0, 0] };
  return { edges: [1e-13, 0.013, 0.4 + 1e-3 * j], values: [0, 0.1, 0.9, 0.7] };
}

/** A new calibrator takes one line here and owes every law. */
const cases: readonly CalibratorCase[] = [
  { name: "identity", make: () => new IdentityCalibrator(), permute: (calibrator) => calibrator },
  temperature(1),
  temperature(1.35),
  temperature(0.37),
  temperature(1e-3),
  temperature(1e300),
  temperature(Number.MIN_VALUE),
  {
    name: "isotonic",
    make: (classCount) => new IsotonicCalibrator(Array.from({ length: classCount }, (_, j) => regressor(j))),
    permute: reorderedRegressors,
  },
  {
    name: "winner-keeping isotonic",
    make: () =>
      new WinnerKeepingIsotonicCalibrator({
        xThresholds: [0.1, 0.3, 0.5, 0.9],
        yThresholds: [0, 0.4, 0.4, 1],
      }),
    permute: (calibrator) => calibrator,
  },
  {
    name: "Venn–Abers",
    make: (classCount) =>
      new VennAbersCalibrator(Array.from({ length: classCount }, (_, j) => predictor(j, classCount))),
    permute: reorderedPredictors,
  },
  oneVsRest<BetaMap>(
    "beta",
    (maps) => new BetaCalibrator(maps),
    (j) => ({ a: 0.4 + (j % 3), b: 1.5 - (j % 4) / 2, c: Math.sin(j) }),
  ),
  oneVsRest<BetaMap>(
    "beta of extremes",
    (maps) => new BetaCalibrator(maps),
    (j) => ({ a: j % 2 === 0 ? Number.MAX_VALUE : 0, b: 0, c: j % 3 === 0 ? -1e300 : 1e300 }),
  ),
  oneVsRest<PlattMap>(
    "Platt",
    (maps) => new PlattCalibrator(maps),
    (j) => ({ slope: 0.5 * (j % 4), bias: Math.cos(j) }),
  ),
  oneVsRest<HistogramMapLike>("histogram", (maps) => new HistogramCalibrator(maps), histogram),
  vectorScaling("ordinary", (j) => 0.4 + (j % 5) / 4, 0),
  vectorScaling("with a uniform share", (j) => 2 - (j % 3), 0.01),
  vectorScaling("of extreme scales", (j) => (j % 2 === 0 ? Number.MAX_VALUE : 0), 0),
  ensemble(1.6, [0.7, 0.2, 0.1]),
  ensemble(0.01, [0.5, 0, 0.5]),
  ensemble(3, [0, 1, 0]),
  ensemble(Number.MIN_VALUE, [0, 0, 1]),
  matrixScaling("ordinary", (j, l) => (j === l ? 1.2 : 0.1 * Math.sin(5 * j + l))),
  matrixScaling("against the order", (j, l) => (j === l ? -0.5 : 0)),
  matrixScaling("of extreme weights", (j, l) => (j === l && j % 2 === 0 ? 1e306 : 0)),
  structured(),
];

for (const one of cases) {
  for (const classCount of [1, 2, 5, 100]) {
    describe(`${one.name} on ${classCount} classes`, () => {
      for (const [law, holds] of Object.entries(calibratorLaws)) it(law, () => holds(one, classCount));
    });
  }
}
