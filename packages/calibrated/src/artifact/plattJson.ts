import { PlattCalibrator } from "../calibrator/plattCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object, optional } from "./jsonShape.ts";

const shape = object({ maps: list(optional(object({ slope: number, bias: number }))) });

/** `{"type": "platt", "maps": [null, {"slope": 0.8, "bias": -0.1}]}` */
export const plattJson: CalibratorKind = calibratorKind({
  type: "platt",
  calibratorClass: PlattCalibrator,
  encode: ({ maps }) => ({ maps }),
  decode: (json, file) => new PlattCalibrator(shape(json, file).maps),
});
