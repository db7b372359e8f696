import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { CalibrationError } from "../errors.ts";
import {
  anything,
  boolean,
  briefly,
  fileError,
  invalidField,
  list,
  number,
  object,
  optional,
  text,
} from "./jsonShape.ts";

/** One regressor as the files have it, under scikit-learn's attribute names. */
export interface IsotonicRegressorJson {
  readonly X_thresholds_: readonly number[];
  readonly y_thresholds_: readonly number[];
  readonly X_min_: number;
  readonly X_max_: number;
  readonly increasing_: true;
  readonly out_of_bounds: "clip";
}

/** The seed's calibrators as their files have them. */
export type SeedCalibratorJson =
  | { readonly type: "identity" }
  | { readonly type: "temperature"; readonly temperature: number }
  | { readonly type: "isotonic"; readonly regressors: readonly IsotonicRegressorJson[] };

/** The JSON value of one of the seed's calibrators, or null for any other. */
export function encodeSeedCalibrator(calibrator: Calibrator): SeedCalibratorJson | null {
  if (isExactly(calibrator, IdentityCalibrator)) return { type: "identity" };
  if (isExactly(calibrator, TemperatureCalibrator)) {
    return { type: "temperature", temperature: calibrator.temperature };
  }
  if (isExactly(calibrator, IsotonicCalibrator)) {
    return { type: "isotonic", regressors: calibrator.regressors.map(encodeRegressor) };
  }
  return null;
}

/** The calibrator that a JSON value describes, or null if it is of another type. */
export function seedCalibrator(json: unknown, file: string): BlockCalibrator | null {
  const { type } = anyCalibrator(json, file);
  return inFile(file, () => {
    if (type === "identity") return new IdentityCalibrator();
    if (type === "temperature") return new TemperatureCalibrator(temperatureShape(json, file).temperature);
    if (type === "isotonic") return new IsotonicCalibrator(isotonicShape(json, file).regressors);
    return null;
  });
}

/** What a calibrator's constructor refuses is a wrong field of its file. */
export function inFile<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof CalibrationError && error.code === "invalid-calibrator"
      ? invalidField(file, error.details.field, error.details.expected, error.details.found)
      : error;
  }
}

export function unknownType(json: unknown, file: string, expected: string): CalibrationError {
  const { type } = anyCalibrator(json, file);
  return fileError("unknown-type", file, "type", expected, type === undefined ? "no type" : briefly(type));
}

export function isExactly<T extends Calibrator>(
  calibrator: Calibrator,
  kind: new (...args: never[]) => T,
): calibrator is T {
  return calibrator?.constructor === kind;
}

const anyCalibrator = object({ type: anything });

const temperatureShape = object({ temperature: number });

const isotonicShape = object({
  regressors: list(
    object({
      X_thresholds_: list(number),
      y_thresholds_: list(number),
      X_min_: optional(number),
      X_max_: optional(number),
      increasing_: optional(boolean),
      out_of_bounds: optional(text),
    }),
  ),
});

function encodeRegressor({ xThresholds, yThresholds }: IsotonicRegressor): IsotonicRegressorJson {
  return {
    X_thresholds_: Array.from(xThresholds),
    y_thresholds_: Array.from(yThresholds),
    X_min_: xThresholds[0]!,
    X_max_: xThresholds.at(-1)!,
    increasing_: true,
    out_of_bounds: "clip",
  };
}
