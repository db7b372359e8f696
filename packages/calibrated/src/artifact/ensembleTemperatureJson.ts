import { EnsembleTemperatureCalibrator } from "../calibrator/ensembleTemperatureCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object } from "./jsonShape.ts";

const shape = object({ temperature: number, weights: list(number) });

/** `{"type": "ensemble-temperature", "temperature": 1.4, "weights": [0.8, 0.15, 0.05]}`: scaled, raw, uniform. */
export const ensembleTemperatureKind: CalibratorKind = calibratorKind({
  type: "ensemble-temperature",
  calibratorClass: EnsembleTemperatureCalibrator,
  encode: ({ temperature, weights }) => ({ temperature, weights: Array.from(weights) }),
  decode: (json, file) => new EnsembleTemperatureCalibrator(shape(json, file)),
});
