import { affineByRow } from "./calibrator/affineByRow.ts";
import { chooseByRow } from "./calibrator/calibrateByRow.ts";
import { temperaturesByRow } from "./calibrator/temperaturesByRow.ts";
import { chooseKernels } from "./numerics/batchKernels.ts";
import { simdKernels } from "./numerics/simdKernels.ts";

chooseKernels(simdKernels);
chooseByRow((block, calibrators) => temperaturesByRow(block, calibrators) || affineByRow(block, calibrators));

export { usesSimd } from "./numerics/usesSimd.ts";
