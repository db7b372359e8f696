import { TemperatureCalibrator } from "calibrated";

import { measure, workArguments } from "../measure.js";
import { readDoubles } from "../rawFiles.js";

const [data, rowCount, classCount, memory] = workArguments;
const dims = [Number(rowCount), Number(classCount)];
const probabilities = { data: readDoubles(`${data}.probabilities`, dims[0] * dims[1]), dims };
const calibrator = new TemperatureCalibrator(1.7);
const out = { data: probabilities.data.slice(), dims };
measure(
  memory === "into"
    ? () => calibrator.calibrateInto(probabilities, out)
    : () => calibrator.calibrate(probabilities),
  (calibrated) => calibrated.data,
);
