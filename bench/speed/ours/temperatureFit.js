import { fitTemperature } from "calibrated";

import { labelledRows } from "../labelledRows.js";
import { measure, workArguments } from "../measure.js";

const [data, rowCount, classCount] = workArguments;
const rows = labelledRows(data, Number(rowCount), Number(classCount));
measure(
  () => fitTemperature(rows),
  ({ calibrator }) => [calibrator.temperature],
);
