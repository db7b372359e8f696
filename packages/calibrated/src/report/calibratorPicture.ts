import type { Calibrator } from "../calibrator/calibrator.ts";
import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { EnsembleTemperatureCalibrator } from "../calibrator/ensembleTemperatureCalibrator.ts";
import { HistogramCalibrator } from "../calibrator/histogramCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { MatrixScalingCalibrator } from "../calibrator/matrixScalingCalibrator.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { WinnerKeepingIsotonicCalibrator } from "../calibrator/winnerKeepingIsotonicCalibrator.ts";
import { calibratorCurves, commonCurve, type CalibratorCurve } from "./calibratorCurves.ts";
import { describeCalibrator } from "./describeCalibrator.ts";
import { thinned } from "./thinned.ts";

/** A calibrator, or one step of it, in a form that shows it. */
export type CalibratorPart =
  | {
      readonly kind: "curves";
      readonly inWords: string;
      /** Straight between points, or level up to the next. */
      readonly shape: "linear" | "steps";
      readonly curves: readonly CalibratorCurve[];
      /**
       * - `row`: the result for a row in which the other classes share the rest evenly.
       * - `class`: the map of one class, before the row is divided by its sum.
       */
      readonly of: "row" | "class";
    }
  | {
      readonly kind: "matrix";
      readonly inWords: string;
      readonly classes: readonly string[];
      /** One row per class: what the logarithm of each class adds to its score. */
      readonly weights: readonly (readonly number[])[];
      readonly biases: readonly number[];
    }
  | { readonly kind: "words"; readonly inWords: string };

/** What a calibrator does. */
export interface CalibratorPicture {
  readonly parts: readonly CalibratorPart[];
}

/** More classes than this make a heat map that nobody can read. */
const mostInMatrix = 40;

/**
 * @param classes - the names of the classes, in column order.
 * @param indices - the classes that get a curve where each has its own.
 */
export function calibratorPicture(
  calibrator: Calibrator,
  classes: readonly string[],
  indices: readonly number[],
): CalibratorPicture {
  const inWords = describeCalibrator(calibrator);
  if (calibrator instanceof IdentityCalibrator || classes.length < 2) {
    return { parts: [{ kind: "words", inWords }] };
  }
  const curves = { kind: "curves", inWords, shape: "linear", of: "row" } as const;
  if (calibrator instanceof TemperatureCalibrator || calibrator instanceof EnsembleTemperatureCalibrator) {
    return { parts: [{ ...curves, curves: [commonCurve(calibrator, classes.length)] }] };
  }
  if (calibrator instanceof IsotonicCalibrator) {
    const maps = indices.map((j) => regressorCurve(classes[j]!, calibrator.regressors[j]!));
    return { parts: [{ ...curves, of: "class", curves: maps }] };
  }
  if (calibrator instanceof WinnerKeepingIsotonicCalibrator) {
    return { parts: [{ ...curves, of: "class", curves: [regressorCurve(null, calibrator.regressor)] }] };
  }
  const shape = calibrator instanceof HistogramCalibrator ? "steps" : "linear";
  const probed: CalibratorPart = { ...curves, shape, curves: calibratorCurves(calibrator, classes, indices) };
  return { parts: [...matrices(calibrator, classes), probed] };
}

function regressorCurve(
  className: string | null,
  { xThresholds, yThresholds }: IsotonicRegressor,
): CalibratorCurve {
  const points = Array.from(xThresholds, (from, i) => ({ from, to: yThresholds[i]! }));
  return { className, points: thinned(points, ({ from, to }) => [from, to]) };
}

/** The matrices of affine steps. */
function matrices(calibrator: Calibrator, classes: readonly string[]): CalibratorPart[] {
  if (classes.length > mostInMatrix) return [];
  if (calibrator instanceof ComposedCalibrator)
    return calibrator.steps.flatMap((step) => matrices(step, classes));
  if (!(calibrator instanceof MatrixScalingCalibrator)) return [];
  return [
    {
      kind: "matrix",
      inWords: describeCalibrator(calibrator),
      classes,
      weights: calibrator.weights.map((row) => Array.from(row)),
      biases: Array.from(calibrator.biases),
    },
  ];
}
