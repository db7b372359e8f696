import { fitIsotonic } from "calibrated";

import { labelledRows } from "../labelledRows.js";
import { measure, workArguments } from "../measure.js";

const [data, rowCount, classCount, fitRows] = workArguments;
const classes = Number(classCount);
const { calibrator } = fitIsotonic(labelledRows(data, Number(fitRows), classes));
const { probabilities } = labelledRows(data, Number(rowCount), classes);
const out = { ...probabilities, data: probabilities.data.slice() };
measure(
  () => calibrator.calibrateInto(probabilities, out),
  ({ data: calibrated }) => calibrated,
);
