import { fitStructuredMatrixScaling } from "calibrated";

import { labelledRows } from "../labelledRows.js";
import { measure, workArguments } from "../measure.js";

const [data, rowCount, classCount] = workArguments;
const rows = labelledRows(data, Number(rowCount), Number(classCount));
measure(
  () => fitStructuredMatrixScaling(rows),
  ({ calibrator }) => calibrator.calibrate(rows.probabilities).data,
);
