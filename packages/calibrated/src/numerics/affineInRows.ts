import { batchKernels, divideBySums, rowsPerBlock, type AffineOfLogs } from "./batchKernels.ts";
import { exp2Into } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";

/** A bias up to this, in nats, leaves the last digits of a score what they are. */
export const mostPlainBias = 11;

/**
 * Replaces each row by the powers 2^(slope · log2 max(kept · value + added, least) + bias), divided by their sum. The same bits in
 * WebAssembly and without.
 *
 * @param values - rows of `classCount` values from 0 to 2.
 * @param map - with powers from 2^−1000 to 2^900.
 * @param least - from 1e-12 on.
 */
export function affineInRows(
  values: Float64Array,
  classCount: number,
  map: AffineOfLogs,
  least: number,
): void {
  if (batchKernels().affineInRows?.(values, classCount, map, least) === true) return;
  const { slopes, biases, kept, added } = map;
  const step = classCount * rowsPerBlock(classCount);
  for (let from = 0; from < values.length; from += step) {
    const to = Math.min(from + step, values.length);
    for (let i = from; i < to; i++) values[i] = kept * values[i]! + added;
    log2InPlace(values, from, to, least);
    for (let i = from; i < to;) {
      for (let j = 0; j < classCount; j++, i++) values[i] = slopes[j]! * values[i]! + biases[j]!;
    }
    exp2Into(values, values, from, to, 1, 0);
    divideBySums(values, from, to, classCount);
  }
}
