import { chooseByRow } from "./calibrator/calibrateByRow.ts";
import { temperaturesByRow } from "./calibrator/temperaturesByRow.ts";
import { chooseKernels } from "./numerics/batchKernels.ts";
import { simdKernels } from "./numerics/simdKernels.ts";

chooseKernels(simdKernels);
chooseByRow(temperaturesByRow);

export { usesSimd } from "./numerics/usesSimd.ts";
