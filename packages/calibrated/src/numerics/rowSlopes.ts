import { batchKernels, blockSize } from "./batchKernels.ts";
import { plainSlopes, plainSlopeSeries } from "./plainSlopes.ts";
import { mostPlainExponent } from "./powersInRows.ts";
import { probabilityFloor } from "./probabilityFloor.ts";
import { simdHeldRows, simdSlopes, simdSlopeSeries } from "./simdSlopes.ts";
import { mostHeld, type HeldRows, type SlopeRows, type SlopeSeries, type SlopeSums } from "./slopeRows.ts";
import { usesSimd } from "./usesSimd.ts";

/**
 * With d = log2 p − log2 p[label], a row's NLL under exponent b is log2 Σ 2^(b d), at most −log2 of the floor. Its slope is
 * the mean of d under the shares that 2^(b d) has of the sum, then come their variance and their third central moment. The same
 * bits in WebAssembly and without.
 *
 * @param b - ≥ 0.
 */
export function rowSlopes(rows: SlopeRows, b: number): SlopeSums {
  return (isFast(rows, b) ? simdSlopes(rows, b) : null) ?? plainSlopes(rows, b);
}

/**
 * The same with more derivatives, which say all of the slope near b: a fifth more work.
 *
 * @param b - up to `mostPlainExponent`.
 */
export function slopeSeries(rows: SlopeRows, b: number): SlopeSeries {
  return (isFast(rows, b) ? simdSlopeSeries(rows, b) : null) ?? plainSlopeSeries(rows, b);
}

/**
 * Rows that are asked again and again: their logarithms are taken once, and up to `mostHeld` values stand where they are
 * asked for.
 *
 * @param rows - not to be changed.
 */
export function holdRows(rows: SlopeRows): HeldRows {
  const fast = rows.values.length <= mostHeld && isFast(rows, 0) ? simdHeldRows(rows) : null;
  return fast === null ? rowsWithLogs(rows) : new FastRows(rows, fast);
}

/** Rows for which there is a fast way but for the greatest exponents. */
class FastRows implements HeldRows {
  readonly #rows: SlopeRows;
  readonly #fast: HeldRows;
  #plain: HeldRows | null = null;

  constructor(rows: SlopeRows, fast: HeldRows) {
    this.#rows = rows;
    this.#fast = fast;
  }

  slopes(b: number, from?: number, to?: number): SlopeSums {
    if (b <= mostPlainExponent) return this.#fast.slopes(b, from, to);
    this.#plain ??= rowsWithLogs(this.#rows);
    return this.#plain.slopes(b, from, to);
  }

  series(b: number, from?: number, to?: number): SlopeSeries {
    return this.#fast.series(b, from, to);
  }

  logs(): Float64Array {
    return this.#fast.logs();
  }
}

function rowsWithLogs({ values, areLogs, classCount, labels, weights }: SlopeRows): HeldRows {
  let made: Float64Array | null = areLogs ? values : null;
  const logs = (): Float64Array => (made ??= logsOf(values));
  const part = (from: number, to: number): SlopeRows => ({
    values: logs().subarray(from * classCount, to * classCount),
    areLogs: true,
    classCount,
    labels: labels.subarray(from, to),
    weights: weights?.subarray(from, to) ?? null,
  });
  return {
    slopes: (b, from = 0, to = labels.length) => rowSlopes(part(from, to), b),
    series: (b, from = 0, to = labels.length) => slopeSeries(part(from, to), b),
    logs,
  };
}

function logsOf(values: Float64Array): Float64Array {
  const logs = values.slice();
  for (let from = 0; from < logs.length; from += blockSize) {
    batchKernels().log2InPlace(logs, from, Math.min(from + blockSize, logs.length), probabilityFloor);
  }
  return logs;
}

function isFast({ classCount }: SlopeRows, b: number): boolean {
  return b <= mostPlainExponent && classCount <= blockSize && usesSimd();
}
