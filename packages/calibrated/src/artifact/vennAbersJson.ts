import { VennAbersCalibrator } from "../calibrator/vennAbersCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object, optional } from "./jsonShape.ts";

const shape = object({
  predictors: list(optional(object({ scores: list(number), lower: list(number), upper: list(number) }))),
});

/** `{"type": "venn-abers", "predictors": [null, {"scores": […], "lower": […], "upper": […]}]}` */
export const vennAbersJson: CalibratorKind = calibratorKind({
  type: "venn-abers",
  calibratorClass: VennAbersCalibrator,
  encode: ({ predictors }) => ({
    predictors: predictors.map(
      (one) =>
        one && { scores: Array.from(one.scores), lower: Array.from(one.lower), upper: Array.from(one.upper) },
    ),
  }),
  decode: (json, file) => new VennAbersCalibrator(shape(json, file).predictors),
});
