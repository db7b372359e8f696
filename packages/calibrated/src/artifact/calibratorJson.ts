import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { listNames } from "../data/listNames.ts";
import { CalibrationError } from "../errors.ts";
import { betaJson } from "./betaJson.ts";
import type { CalibratorKind } from "./calibratorKind.ts";
import { ensembleTemperatureKind } from "./ensembleTemperatureJson.ts";
import { histogramJson } from "./histogramJson.ts";
import { anything, invalidField, list, object } from "./jsonShape.ts";
import { matrixScalingKind } from "./matrixScalingJson.ts";
import { plattJson } from "./plattJson.ts";
import {
  encodeSeedCalibrator,
  inFile,
  isExactly,
  seedCalibrator,
  unknownType,
  type SeedCalibratorJson,
} from "./seedCalibratorJson.ts";
import { vectorScalingKind } from "./vectorScalingJson.ts";
import { vennAbersJson } from "./vennAbersJson.ts";
import { winnerKeepingIsotonicJson } from "./winnerKeepingIsotonicJson.ts";

/** A calibrator as its file has it: the seed's three types, or another type with that type's fields. */
export type CalibratorJson =
  SeedCalibratorJson | { readonly type: string; readonly [field: string]: unknown };

/** The types beside the seed's. */
const furtherKinds: readonly CalibratorKind[] = [
  vectorScalingKind,
  vennAbersJson,
  winnerKeepingIsotonicJson,
  betaJson,
  plattJson,
  histogramJson,
  ensembleTemperatureKind,
  matrixScalingKind,
];

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
  const seed = encodeSeedCalibrator(calibrator);
  if (seed !== null) return seed;
  const kind = furtherKinds.find(({ calibratorClass }) => isExactly(calibrator, calibratorClass));
  if (kind !== undefined) return { type: kind.type, ...kind.encode(calibrator as BlockCalibrator) };
  if (isExactly(calibrator, ComposedCalibrator)) {
    return { type: composedType, steps: calibrator.steps.map(encodeCalibrator) };
  }
  throw new CalibrationError("cannot-save", {
    problem: "Cannot save a calibrator",
    expected: "one of this library's calibrators",
    found: `an object of class ${calibrator?.constructor?.name ?? "none"}`,
    hint: "Third-party calibrators work in memory; the file format does not know how to keep them.",
  });
}

/** The same of a user's calibrator, in a store with this global one. */
export function encodeUserCalibrator(calibrator: Calibrator, globalCalibrator: Calibrator): CalibratorJson {
  if (!isExactly(calibrator, ComposedCalibrator)) return encodeCalibrator(calibrator);
  const shared = stepsOf(globalCalibrator);
  const own = calibrator.steps.slice(shared.length);
  const isShared = own.length > 0 && shared.every((step, i) => step === calibrator.steps[i]);
  if (!isShared) return encodeCalibrator(calibrator);
  return { type: composedType, steps: [{ type: globalType }, ...own.map(encodeCalibrator)] };
}

function stepsOf(calibrator: Calibrator): readonly Calibrator[] {
  return isExactly(calibrator, ComposedCalibrator) ? calibrator.steps : [calibrator];
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
  return decodeUserCalibrator(json, file, null);
}

/**
 * The same of a user's file in a store, whose steps may begin with the global calibrator by name.
 *
 * @param globalCalibrator - null where there is no store.
 */
export function decodeUserCalibrator(
  json: unknown,
  file: string,
  globalCalibrator: BlockCalibrator | null,
): BlockCalibrator {
  const seed = seedCalibrator(json, file);
  if (seed !== null) return seed;
  const { type } = typed(json, file);
  if (type === composedType) return inFile(file, () => composed(json, file, globalCalibrator));
  const kind = furtherKinds.find((one) => one.type === type);
  if (kind !== undefined) return inFile(file, () => kind.decode(json, file));
  const types = ["identity", "temperature", "isotonic", ...furtherKinds.map((one) => one.type), composedType];
  throw unknownType(json, file, `one of the types ${listNames(types)}`);
}

const composedType = "composed";
/** Stands for the store's global calibrator, the same for all of its users: once on the disk, and once in memory. */
const globalType = "global";

const typed = object({ type: anything });

const composedShape = object({ steps: list(typed) });

/** `{"type": "composed", "steps": [...]}`; no step is composed itself, so that no file nests without end. */
function composed(json: unknown, file: string, globalCalibrator: BlockCalibrator | null): ComposedCalibrator {
  const { steps } = object({ steps: list(anything) })(json, file);
  const nested = composedShape(json, file).steps.findIndex(({ type }) => type === composedType);
  if (nested !== -1) {
    throw invalidField(file, `steps[${nested}].type`, "a calibrator that is not composed", composedType);
  }
  return new ComposedCalibrator(
    steps.map((step, i) => {
      if (typed(step, file).type !== globalType) return decodeCalibrator(step, file);
      if (globalCalibrator !== null) return globalCalibrator;
      const expected = "a file that is part of a store, read with the store";
      throw invalidField(file, `steps[${i}].type`, expected, `"${globalType}" in a file alone`);
    }),
  );
}

/** Whether a JSON value says that it is a calibrator of a known type. */
export function isCalibratorJson(json: unknown): boolean {
  try {
    decodeUserCalibrator(json, "calibrator.json", new IdentityCalibrator());
    return true;
  } catch {
    return false;
  }
}
