import { chooseKernels } from "./numerics/batchKernels.ts";
import { simdKernels } from "./numerics/simdKernels.ts";

chooseKernels(simdKernels);

export { usesSimd } from "./numerics/usesSimd.ts";
