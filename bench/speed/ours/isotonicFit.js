import { fitIsotonicRegressor } from "calibrated";

import { interpolate } from "../../../packages/calibrated/dist/numerics/interpolate.js";
import { measure, workArguments } from "../measure.js";
import { readDoubles } from "../rawFiles.js";

const [data, rows] = workArguments;
const scores = readDoubles(`${data}.scores`, Number(rows));
const outcomes = readDoubles(`${data}.outcomes`, Number(rows));
const points = 10_000;
measure(
  () => fitIsotonicRegressor(scores, outcomes),
  ({ xThresholds, yThresholds }) =>
    Float64Array.from({ length: points + 1 }, (_, i) => interpolate(xThresholds, yThresholds, i / points)),
);
