import { batchKernels, plainKernels } from "./batchKernels.ts";

/**
 * Whether batches run on WebAssembly with 128-bit SIMD: the same bits as without, about twice as fast. Importing
 * `calibrated` chooses it where the engine has it. `calibrated/apply` leaves it out to stay small; beside that, import
 * `calibrated/simd` once. Nothing is compiled before the first rows come.
 *
 * @returns false where the engine has no such WebAssembly, or a page forbids it.
 *
 * @example
 * import { usesSimd } from "calibrated";
 * usesSimd(); // => true
 */
export function usesSimd(): boolean {
  return batchKernels() !== plainKernels;
}
