import { MatrixScalingCalibrator, VectorScalingCalibrator } from "calibrated";

import { measure, workArguments } from "../measure.js";
import { readDoubles } from "../rawFiles.js";

const [data, rowCount, classCount, method] = workArguments;
const k = Number(classCount);
const dims = [Number(rowCount), k];
const probabilities = { data: readDoubles(`${data}.probabilities`, dims[0] * k), dims };
// peers/affine_apply.py has the same numbers.
const scales = Array.from({ length: k }, (_, j) => 0.6 + 0.05 * j);
const biases = Array.from({ length: k }, (_, j) => 0.1 * j - 0.3);
const weights = scales.map((scale, j) =>
  scales.map((_, l) => (j === l ? scale : 0.01 * (((j + 2 * l) % 7) - 3))),
);
const calibrator =
  method === "vector"
    ? new VectorScalingCalibrator(scales, biases)
    : new MatrixScalingCalibrator(weights, biases);
const out = { data: probabilities.data.slice(), dims };
measure(
  () => calibrator.calibrateInto(probabilities, out),
  (calibrated) => calibrated.data,
);
