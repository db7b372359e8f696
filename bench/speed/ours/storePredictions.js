// What a store that the command line wrote makes of the first rows, for comparison.
import { loadCalibratorStore } from "calibrated/io";

import { saveResult, workArguments } from "../measure.js";
import { readDoubles } from "../rawFiles.js";

const [folder, data, rowCount, classCount] = workArguments;
const dims = [Number(rowCount), Number(classCount)];
const probabilities = { data: readDoubles(`${data}.probabilities`, dims[0] * dims[1]), dims };
const store = await loadCalibratorStore(folder);
const { data: calibrated } = store.calibrateBatch(probabilities, Array(dims[0]).fill(null));
saveResult(() => calibrated);
