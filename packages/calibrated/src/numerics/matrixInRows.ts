import { batchKernels, divideBySums, rowsPerBlock, type MatrixOfLogs } from "./batchKernels.ts";
import { exp2Into } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";

/**
 * Replaces each row by the powers 2^(Σ weight · log2 max(value, least) + bias) of its classes, divided by their sum. The same bits in
 * WebAssembly and without.
 *
 * @param values - rows of `classCount` values from 0 to 2.
 * @param map - with powers from 2^−1000 to 2^900.
 * @param least - from 1e-12 on.
 */
export function matrixInRows(
  values: Float64Array,
  classCount: number,
  map: MatrixOfLogs,
  least: number,
): void {
  if (batchKernels().matrixInRows?.(values, classCount, map, least) === true) return;
  const { weights, biases } = map;
  const logs = new Float64Array(classCount);
  const step = classCount * rowsPerBlock(classCount);
  for (let from = 0; from < values.length; from += step) {
    const to = Math.min(from + step, values.length);
    log2InPlace(values, from, to, least);
    for (let start = from; start < to; start += classCount) {
      for (let l = 0; l < classCount; l++) logs[l] = values[start + l]!;
      for (let j = 0, at = 0; j < classCount; j++) {
        let sum = biases[j]!;
        for (let l = 0; l < classCount; l++) sum += logs[l]! * weights[at++]!;
        values[start + j] = sum;
      }
    }
    exp2Into(values, values, from, to, 1, 0);
    divideBySums(values, from, to, classCount);
  }
}
