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

/** Rows that are asked again and again. */
export interface HeldRows {
  /** The sums over the rows from `from` to before `to`, by default over all. */
  readonly slopes: (b: number, from?: number, to?: number) => SlopeSums;
  /** The same with more derivatives. @param b - up to `mostPlainExponent`. */
  readonly series: (b: number, from?: number, to?: number) => SlopeSeries;
  /** The logarithms to base 2 of all values, to read at once: until other rows are asked. */
  readonly logs: () => Float64Array;
}

/** So many values may be held. */
export const mostHeld: number = 2 ** 17;
