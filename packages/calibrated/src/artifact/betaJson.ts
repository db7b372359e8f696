import { BetaCalibrator } from "../calibrator/betaCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object, optional } from "./jsonShape.ts";

const shape = object({ maps: list(optional(object({ a: number, b: number, c: number }))) });

/** `{"type": "beta", "maps": [null, {"a": 0.9, "b": 1.1, "c": 0.2}]}` */
export const betaJson: CalibratorKind = calibratorKind({
  type: "beta",
  calibratorClass: BetaCalibrator,
  encode: ({ maps }) => ({ maps }),
  decode: (json, file) => new BetaCalibrator(shape(json, file).maps),
});
