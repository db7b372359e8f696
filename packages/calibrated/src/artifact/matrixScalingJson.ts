import { MatrixScalingCalibrator } from "../calibrator/matrixScalingCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object } from "./jsonShape.ts";

const shape = object({ weights: list(list(number)), biases: list(number) });

/** `{"type": "matrix", "weights": [[…], …], "biases": […]}`, a row of weights per class. */
export const matrixScalingKind: CalibratorKind = calibratorKind({
  type: "matrix",
  calibratorClass: MatrixScalingCalibrator,
  encode: ({ weights, biases }) => ({
    weights: weights.map((row) => Array.from(row)),
    biases: Array.from(biases),
  }),
  decode: (json, file) => {
    const { weights, biases } = shape(json, file);
    return new MatrixScalingCalibrator(weights, biases);
  },
});
