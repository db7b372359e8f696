import { blockSize } from "./batchKernels.ts";
import { plainSlopes, plainSlopeSeries } from "./plainSlopes.ts";
import { mostPlainExponent } from "./powersInRows.ts";
import { simdSlopes, simdSlopeSeries } from "./simdSlopes.ts";
import { usesSimd } from "./usesSimd.ts";

/** Rows whose NLL is looked at as a function of the exponent b of their probabilities. */
export interface SlopeRows {
  /** n × k, probabilities or logarithms of them to base 2, of which only the differences in a row count. */
  readonly values: Float64Array;
  readonly areLogs: boolean;
  readonly classCount: number;
  /** Class indices. */
  readonly labels: Int32Array;
  /** One for each row; null for 1 each. */
  readonly weights: Float64Array | null;
}

/** Sums over rows, in bits: of their NLL and of its derivatives by b / ln 2, each times the row's weight. */
export interface SlopeSums {
  readonly nll: number;
  readonly slope: number;
  readonly curvature: number;
  readonly third: number;
  /** The NLL of the rows as they are, in nats. */
  readonly nllBefore: number;
}

/** The slope around b as a power series. */
export interface SlopeSeries extends Pick<SlopeSums, "nll" | "nllBefore"> {
  /** The slope at (b + u / ln 2) is the sum of terms[n] · u^n, n from 0 to 6. */
  readonly terms: Float64Array;
}

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

function isFast({ classCount }: SlopeRows, b: number): boolean {
  return b <= mostPlainExponent && classCount <= blockSize && usesSimd();
}
