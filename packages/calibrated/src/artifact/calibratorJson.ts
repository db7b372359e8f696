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

/** A calibrator as its file has it: the seed's format. */
export type CalibratorJson =
  | { readonly type: "identity" }
  | { readonly type: "temperature"; readonly temperature: number }
  | { readonly type: "isotonic"; readonly regressors: readonly IsotonicRegressorJson[] };

/**
 * The JSON value of one of this library's calibrators.
 *
 * @throws CalibrationError `cannot-save` for any other calibrator, also for a subclass, whose behaviour the file
 *   could not keep.
 *
 * @example
 * import { encodeCalibrator, TemperatureCalibrator } from "calibrated";
 * JSON.stringify(encodeCalibrator(new TemperatureCalibrator(1.35))); // => '{"type":"temperature","temperature":1.35}'
 */
export function encodeCalibrator(calibrator: Calibrator): CalibratorJson {
  if (isExactly(calibrator, IdentityCalibrator)) return { type: "identity" };
  if (isExactly(calibrator, TemperatureCalibrator)) {
    return { type: "temperature", temperature: calibrator.temperature };
  }
  if (isExactly(calibrator, IsotonicCalibrator)) {
    return { type: "isotonic", regressors: calibrator.regressors.map(encodeRegressor) };
  }
  throw new CalibrationError("cannot-save", {
    problem: "Cannot save a calibrator",
    expected: "an IdentityCalibrator, TemperatureCalibrator or IsotonicCalibrator",
    found: `an object of class ${calibrator?.constructor?.name ?? "none"}`,
    hint: "Third-party calibrators work in memory; the file format does not know how to keep them.",
  });
}

/**
 * The calibrator that a JSON value describes. Unknown keys are ignored; nothing is fitted again.
 *
 * @param json - a parsed value, see {@link CalibratorJson}.
 * @param file - what to call it in errors.
 * @throws CalibrationError `unknown-type` for a missing or unknown `type`; `invalid-field` naming the field.
 *
 * @example
 * import { decodeCalibrator } from "calibrated";
 * decodeCalibrator({ type: "temperature", temperature: 2 }).calibrate([0.9, 0.1]); // => [0.75, 0.25]
 */
export function decodeCalibrator(json: unknown, file = "calibrator.json"): BlockCalibrator {
  const { type } = anyCalibrator(json, file);
  try {
    if (type === "identity") return new IdentityCalibrator();
    if (type === "temperature") return new TemperatureCalibrator(temperatureShape(json, file).temperature);
    if (type === "isotonic") return new IsotonicCalibrator(isotonicShape(json, file).regressors);
  } catch (error) {
    throw isInvalidCalibrator(error)
      ? invalidField(file, error.details.field, error.details.expected, error.details.found)
      : error;
  }
  const found = type === undefined ? "no type" : briefly(type);
  throw fileError("unknown-type", file, "type", '"identity", "temperature" or "isotonic"', found);
}

/** Whether a JSON value says that it is a calibrator of a known type. */
export function isCalibratorJson(json: unknown): boolean {
  try {
    decodeCalibrator(json);
    return true;
  } catch {
    return false;
  }
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

function isExactly<T extends Calibrator>(
  calibrator: Calibrator,
  kind: new (...args: never[]) => T,
): calibrator is T {
  return calibrator?.constructor === kind;
}

function isInvalidCalibrator(error: unknown): error is CalibrationError {
  return error instanceof CalibrationError && error.code === "invalid-calibrator";
}
