// The kernels of src/numerics in AssemblyScript, two values at a time: the same operations in the same order, and so the
// same bits. Built by scripts/buildSimd.js into src/numerics/simdModule.ts.
import { exp2Steps, log2 as log2Of, steps, tablesEnd } from "./elementary";

/** Where memory holds what beside the tables; src/numerics/simdKernels.ts knows the same places. Constants are behind it. */
const data: usize = tablesEnd; // a block of values, and one more for the last pair
const slopes: usize = 49152; // of the classes of two rows, in steps; or the exponents of a block's rows
const biases: usize = 65536;
const matrix: usize = 49152; // its columns, each padded to pairs, in steps
const summands: usize = 81920; // as many of them
const segments: usize = 131072; // of each class where its segments are, by buckets, and then the segments themselves

/** Logarithms to base 2 of max(value, least), in place. */
export function log2(from: usize, count: i32, least: f64): void {
  const end = from + (<usize>count << 3);
  const floor = f64x2.splat(least);
  for (let at = from; at < end; at += 16) v128.store(at, log2Of(f64x2.pmax(floor, v128.load(at))));
}

/** Multiplies each row by a factor of its own, in place. */
export function scaleRows(from: usize, rowCount: i32, classCount: i32, factors: usize): void {
  const row = <usize>classCount << 3;
  const pairs = <usize>(classCount >> 1) << 4;
  const end = from + <usize>rowCount * row;
  for (let start = from; start < end; start += row) {
    const both = v128.load64_splat(factors);
    const pairsEnd = start + pairs;
    let at = start;
    for (; at < pairsEnd; at += 16) v128.store(at, f64x2.mul(v128.load(at), both));
    if (pairs < row) store<f64>(at, load<f64>(at) * load<f64>(factors));
    factors += 8;
  }
}

/** Rows of powers with a given exponent, each divided by its sum, in place of rows of logarithms. */
export function shares(from: usize, rowCount: i32, classCount: i32, exponent: f64): void {
  const end = from + (<usize>(rowCount * classCount) << 3);
  const factor = f64x2.splat(exponent * steps);
  for (let at = from; at < end; at += 16) v128.store(at, exp2Steps(f64x2.mul(v128.load(at), factor)));
  divideBySums(from, end, classCount);
}

/**
 * Rows of shares of the powers that have a slope times a logarithm and a bias for exponents, each class its own, in place of rows of
 * values; the logarithms are those of kept · value + added, or `least` where that is more.
 */
export function affineShares(
  from: usize,
  rowCount: i32,
  classCount: i32,
  kept: f64,
  added: f64,
  least: f64,
): void {
  const end = from + (<usize>(rowCount * classCount) << 3);
  const two = <usize>classCount << 4;
  const factor = f64x2.splat(kept);
  const summand = f64x2.splat(added);
  const floor = f64x2.splat(least);
  for (let at = from, j: usize = 0; at < end; at += 16) {
    const mixed = f64x2.add(f64x2.mul(factor, v128.load(at)), summand);
    const log = log2Of(f64x2.pmax(floor, mixed));
    v128.store(at, f64x2.add(f64x2.mul(v128.load(slopes + j), log), v128.load(biases + j)));
    j += 16;
    if (j === two) j = 0;
  }
  for (let at = from; at < end; at += 16) v128.store(at, exp2Steps(v128.load(at)));
  divideBySums(from, end, classCount);
}

/**
 * Rows of shares of the powers that have a matrix times the row, and summands, for exponents, where data is, from rows of logarithms.
 */
export function matrixShares(from: usize, rowCount: i32, classCount: i32): void {
  const row = <usize>classCount << 3;
  const width = ((<usize>classCount + 1) & ~(<usize>1)) << 3;
  const end = data + <usize>rowCount * row;
  // The second of a row's last pair may be the first of the next row, which comes later.
  for (let to = data; to < end; to += row) {
    for (let j: usize = 0; j < width; j += 16) {
      let sum = v128.load(summands + j);
      let at = matrix + j;
      for (const last = from + row; from < last; from += 8) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(from), v128.load(at)));
        at += width;
      }
      from -= row;
      v128.store(to + j, sum);
    }
    from += row;
  }
  for (let at = data; at < end; at += 16) v128.store(at, exp2Steps(v128.load(at)));
  divideBySums(data, end, classCount);
}

/** Divides rows by their sums, those of the even and of the odd classes added. */
function divideBySums(from: usize, end: usize, classCount: i32): void {
  const row = <usize>classCount << 3;
  const pairs = <usize>(classCount >> 1) << 4;
  for (let start = from; start < end; start += row) {
    let sums = f64x2.splat(0);
    for (let j: usize = 0; j < pairs; j += 16) sums = f64x2.add(sums, v128.load(start + j));
    if (pairs < row) sums = f64x2.replace_lane(sums, 0, f64x2.extract_lane(sums, 0) + f64.load(start + pairs));
    const share = 1 / (f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
    const both = f64x2.splat(share);
    for (let j: usize = 0; j < pairs; j += 16) v128.store(start + j, f64x2.mul(v128.load(start + j), both));
    if (pairs < row) f64.store(start + pairs, f64.load(start + pairs) * share);
  }
}

/** Places by buckets take so many bytes for a class. */
const placesOfClass: usize = 4 * (64 * 33 + 1);

/** The bucket of a value: src/numerics/bucketStarts.ts says the same. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function bucketOf(at: usize): i32 {
  return max(min((load<i32>(at, 4) >> 14) - 64 * (1023 - 32), 64 * 33 - 1), 0);
}

/** Where the segment is that the value at a place lies on. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function segmentOf(at: usize, places: usize): usize {
  const place = places + (<usize>bucketOf(at) << 2);
  const segment = <usize>load<i32>(place);
  return load<f64>(at) < load<f64>(segment, 32) ? segment : laterSegment(load<f64>(at), segment + 32, place);
}

/** The last segment from `low` to the first of the next bucket that begins at or before x, as the one at `low` does. */
function laterSegment(x: f64, low: usize, place: usize): usize {
  let high = <usize>load<i32>(place, 4);
  while (low < high) {
    const middle = (((low + high) >> 6) + 1) << 5;
    if (load<f64>(middle) <= x) low = middle;
    else high = middle - 32;
  }
  return low;
}

/** Each value's interpolation on the segments of its class, at least `least`, in place; then rows are divided by their sums. */
export function interpolate(rowCount: i32, classCount: i32, least: f64): void {
  const row = <usize>classCount << 3;
  const pairs = <usize>(classCount >> 1) << 4;
  const end = data + <usize>rowCount * row;
  const floor = f64x2.splat(least);
  for (let start = data; start < end; start += row) {
    const pairsEnd = start + pairs;
    let sum: f64 = 0;
    let places = segments;
    let at = start;
    for (; at < pairsEnd; at += 16) {
      const first = segmentOf(at, places);
      const second = segmentOf(at + 8, places + placesOfClass);
      const from1 = v128.load(first);
      const from2 = v128.load(second);
      const way1 = v128.load(first, 16);
      const way2 = v128.load(second, 16);
      const gone = f64x2.sub(v128.load(at), v128.shuffle<f64>(from1, from2, 0, 2));
      const share = f64x2.div(gone, v128.shuffle<f64>(way1, way2, 1, 3));
      const rise = f64x2.mul(v128.shuffle<f64>(way1, way2, 0, 2), share);
      const y = f64x2.pmax(floor, f64x2.add(v128.shuffle<f64>(from1, from2, 1, 3), rise));
      v128.store(at, y);
      sum = sum + f64x2.extract_lane(y, 0) + f64x2.extract_lane(y, 1);
      places += 2 * placesOfClass;
    }
    if (pairs < row) {
      const segment = segmentOf(at, places);
      const share = (load<f64>(at) - load<f64>(segment)) / load<f64>(segment, 24);
      const y = max(load<f64>(segment, 8) + load<f64>(segment, 16) * share, least);
      store<f64>(at, y);
      sum += y;
    }
    const sums = f64x2.splat(sum);
    for (at = start; at < pairsEnd; at += 16) v128.store(at, f64x2.div(v128.load(at), sums));
    if (pairs < row) store<f64>(at, load<f64>(at) / sum);
  }
}
