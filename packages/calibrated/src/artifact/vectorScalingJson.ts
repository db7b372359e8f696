import { VectorScalingCalibrator } from "../calibrator/vectorScalingCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object } from "./jsonShape.ts";
import { uniformShareShape } from "./uniformShareShape.ts";

const shape = object({ scales: list(number), biases: list(number), uniform_share: uniformShareShape });

/** `{"type": "vector", "scales": [...], "biases": [...], "uniform_share": 0.01}`, the last one 0 where absent. */
export const vectorScalingKind: CalibratorKind = calibratorKind({
  type: "vector",
  calibratorClass: VectorScalingCalibrator,
  encode: ({ scales, biases, uniformShare }) => ({
    scales: Array.from(scales),
    biases: Array.from(biases),
    ...(uniformShare > 0 && { uniform_share: uniformShare }),
  }),
  decode: (json, file) => {
    const { scales, biases, uniform_share } = shape(json, file);
    return new VectorScalingCalibrator(scales, biases, { uniformShare: uniform_share });
  },
});
