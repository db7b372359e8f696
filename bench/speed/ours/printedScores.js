// The scores that either side printed, for comparison.
import { readFileSync } from "node:fs";

import { saveResult, workArguments } from "../measure.js";

const [file] = workArguments;
const { raw, calibrated } = JSON.parse(readFileSync(file, "utf8"));
saveResult(() =>
  [raw, calibrated].flatMap(({ accuracy, nll, brierScore, topLabelEce }) => [
    accuracy,
    nll,
    brierScore,
    topLabelEce.value,
  ]),
);
