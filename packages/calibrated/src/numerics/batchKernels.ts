import { exp2Into } from "./exp2.ts";
import { log2InPlace } from "./log2.ts";

/**
 * The inner loops over a block of rows that lie one after the other. There are plain ones, and some of WebAssembly that
 * do the same operations in the same order two at a time: the same bits.
 */
export interface BatchKernels {
  /** As {@link log2InPlace}. */
  readonly log2InPlace: (values: Float64Array, from: number, to: number, least: number) => void;
  /**
   * Replaces all rows by their powers, max(value, least)^exponent, divided by their sums.
   *
   * @param exponent - from 0 to `mostExactExponent`.
   */
  readonly powersInRows: (values: Float64Array, classCount: number, exponent: number, least: number) => void;
  /**
   * Replaces each row by its powers with an exponent of its own, divided by their sum; one of exponent 1 stays as it is. Many
   * users' rows then need not be gathered user by user.
   *
   * @param exponents - from 0 to `mostExactExponent`.
   * @param indices - which of them is that of each row.
   */
  readonly powersByRow?: (
    values: Float64Array,
    classCount: number,
    exponents: Float64Array,
    indices: Uint32Array,
    least: number,
  ) => void;
  /**
   * Replaces rows as affineInRows.ts says.
   *
   * @returns false, and nothing is done, for more classes than there is memory for.
   */
  readonly affineInRows?: (
    values: Float64Array,
    classCount: number,
    map: AffineOfLogs,
    least: number,
  ) => boolean;
  /**
   * Replaces rows as matrixInRows.ts says.
   *
   * @returns false, and nothing is done, for more classes than there is memory for.
   */
  readonly matrixInRows?: (
    values: Float64Array,
    classCount: number,
    map: MatrixOfLogs,
    least: number,
  ) => boolean;
  /**
   * Replaces each row as `affineInRows` with a map of its own; where nothing is kept and nothing added it stays as it is.
   *
   * @returns false, and nothing is done, for more classes than there is memory for.
   */
  readonly affineByRow?: (
    values: Float64Array,
    classCount: number,
    maps: AffineMapsOfRows,
    least: number,
  ) => boolean;
  /**
   * Replaces the values of each class by their interpolation through the points of that class, or `least` where that is more,
   * and divides rows by their sums, added in the order of the classes.
   *
   * @param values - finite, not negative.
   * @param points - one for each class, increasing.
   * @returns false, and nothing is done, for more points or classes than there is memory for.
   */
  readonly interpolateRows?: (values: Float64Array, points: readonly Points[], least: number) => boolean;
}

/** A slope and a bias for each class, on logarithms to base 2 of kept · value + added. */
export interface AffineOfLogs {
  readonly slopes: Float64Array;
  /** In bits. */
  readonly biases: Float64Array;
  readonly kept: number;
  readonly added: number;
}

/** A matrix and a bias for each class, on logarithms to base 2. */
export interface MatrixOfLogs {
  /** k × k, row-major. */
  readonly weights: Float64Array;
  /** In bits. */
  readonly biases: Float64Array;
}

/** Maps side by side, and which of them is that of each row. */
interface AffineMapsOfRows {
  /** Of map i from i · classCount on. */
  readonly slopes: Float64Array;
  readonly biases: Float64Array;
  /** One for each map; with added 0 as well for one that leaves rows as they are. */
  readonly kept: Float64Array;
  readonly added: Float64Array;
  readonly indices: Uint32Array;
}

/** Points of a map that is linear between them, and level before the first and after the last. */
export interface Points {
  readonly xThresholds: Float64Array;
  readonly yThresholds: Float64Array;
}

/** Values that a core keeps at hand while several loops go over them. */
export const blockSize = 1024;

/** How many rows a block has. */
export function rowsPerBlock(classCount: number): number {
  return Math.max(1, Math.floor(blockSize / classCount));
}

/** Three loops over a block, each of one kind of work, take half the time of one loop that does all. */
export const plainKernels: BatchKernels = {
  log2InPlace,
  powersInRows(values, classCount, exponent, least) {
    const step = classCount * rowsPerBlock(classCount);
    for (let from = 0; from < values.length; from += step) {
      const to = Math.min(from + step, values.length);
      log2InPlace(values, from, to, least);
      exp2Into(values, values, from, to, exponent, 0);
      divideBySums(values, from, to, classCount);
    }
  },
};

let kernels = plainKernels;
let better: (() => BatchKernels | null) | null = null;

/** The kernels that this process has chosen. */
export function batchKernels(): BatchKernels {
  if (better !== null) {
    kernels = better() ?? plainKernels;
    better = null;
  }
  return kernels;
}

/** Kernels to use from now on; made when they are first needed. If there are none, the plain ones. */
export function chooseKernels(make: () => BatchKernels | null): void {
  better = make;
}

/** Divides rows by their sums: those of the even and of the odd classes, added. */
export function divideBySums(values: Float64Array, from: number, to: number, classCount: number): void {
  const pairs = classCount - (classCount % 2);
  for (let start = from; start < to; start += classCount) {
    let even = 0;
    let odd = 0;
    for (let j = start; j < start + pairs; j += 2) {
      even += values[j]!;
      odd += values[j + 1]!;
    }
    if (pairs < classCount) even += values[start + pairs]!;
    const share = 1 / (even + odd);
    for (let j = start; j < start + classCount; j++) values[j]! *= share;
  }
}
