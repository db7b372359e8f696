import { HistogramCalibrator } from "../calibrator/histogramCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object, optional } from "./jsonShape.ts";

const shape = object({ maps: list(optional(object({ edges: list(number), values: list(number) }))) });

/** `{"type": "histogram", "maps": [null, {"edges": [0.5], "values": [0.25, 0.75]}]}` */
export const histogramJson: CalibratorKind = calibratorKind({
  type: "histogram",
  calibratorClass: HistogramCalibrator,
  encode: ({ maps }) => ({
    maps: maps.map((map) => map && { edges: Array.from(map.edges), values: Array.from(map.values) }),
  }),
  decode: (json, file) => new HistogramCalibrator(shape(json, file).maps),
});
