// The kernels of src/numerics in AssemblyScript, two values at a time: the same operations in the same order, and so the
// same bits. Built by scripts/buildSimd.js into src/numerics/simdModule.ts.

/** Where memory holds what; src/numerics/simdKernels.ts fills the tables and knows the same places. */
const powers: usize = 0; // 2^(i / 2048), 2048 of them
const logs: usize = 16384; // pairs of an inverse and its logarithm, 1025 of them
const data: usize = 32784; // a block of values, and one more for the last pair
const results: usize = 65568; // what there is for each row; constants are behind it, from 98304 on
const segments: usize = 131072; // of each class where its segments are, by buckets, and then the segments themselves

// Both lanes of what the loops need again and again: engines make constants anew each time, which takes longer than this.
const mantissaBits = memory.data<u64>([0x000fffffffffffff, 0x000fffffffffffff], 16);
const halfStep = memory.data<u64>([0x0000020000000000, 0x0000020000000000], 16);
const one = memory.data<f64>([1, 1], 16);
const log1 = memory.data<f64>([1.4426950408889634, 1.4426950408889634], 16);
const log2nd = memory.data<f64>([-0.7213475204444817, -0.7213475204444817], 16);
const log3 = memory.data<f64>([0.48089834696298783, 0.48089834696298783], 16);
const log4 = memory.data<f64>([-0.36067376022224085, -0.36067376022224085], 16);
/** The bits of 2^52, where a double's last bit is 1; and that with the offset of exponents. */
const wholeBits = memory.data<f64>([4503599627370496, 4503599627370496], 16);
const wholeOffset = memory.data<f64>([4503599627371519, 4503599627371519], 16);
const steps = memory.data<f64>([2048, 2048], 16);
const stepSize = memory.data<f64>([1.0 / 2048, 1.0 / 2048], 16);
/** Added and taken away again it rounds to whole numbers, which are the last bits in between. */
const rounding = memory.data<f64>([6755399441055744, 6755399441055744], 16);
const exp1 = memory.data<f64>([0.6931471805599453, 0.6931471805599453], 16);
const exp2nd = memory.data<f64>([0.2402265069591007, 0.2402265069591007], 16);
const exp3 = memory.data<f64>([0.05550410866482158, 0.05550410866482158], 16);

/** Logarithms to base 2 of max(value, least), in place. */
export function log2(count: i32, least: f64): void {
  const end = data + (<usize>count << 3);
  const floor = f64x2.splat(least);
  for (let at = data; at < end; at += 16) {
    const x = f64x2.pmax(floor, v128.load(at));
    const mantissa = v128.and(x, v128.load(mantissaBits));
    const nearest = i64x2.shr_u(i64x2.add(mantissa, v128.load(halfStep)), 42);
    const m = v128.or(mantissa, v128.load(one));
    const first = v128.load(logs + (<usize>i64x2.extract_lane(nearest, 0) << 4));
    const second = v128.load(logs + (<usize>i64x2.extract_lane(nearest, 1) << 4));
    const r = f64x2.sub(f64x2.mul(m, v128.shuffle<f64>(first, second, 0, 2)), v128.load(one));
    let tail = f64x2.add(v128.load(log3), f64x2.mul(r, v128.load(log4)));
    tail = f64x2.add(v128.load(log2nd), f64x2.mul(r, tail));
    tail = f64x2.mul(r, f64x2.add(v128.load(log1), f64x2.mul(r, tail)));
    const whole = f64x2.sub(v128.or(i64x2.shr_u(x, 52), v128.load(wholeBits)), v128.load(wholeOffset));
    v128.store(at, f64x2.add(f64x2.add(whole, v128.shuffle<f64>(first, second, 1, 3)), tail));
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function exp2(x: v128): v128 {
  const nearest = f64x2.add(f64x2.mul(x, v128.load(steps)), v128.load(rounding));
  const r = f64x2.sub(x, f64x2.mul(f64x2.sub(nearest, v128.load(rounding)), v128.load(stepSize)));
  const first = <usize>(i32x4.extract_lane(nearest, 0) & 2047) << 3;
  const second = <usize>(i32x4.extract_lane(nearest, 2) & 2047) << 3;
  const near = v128.load64_lane(powers + second, v128.load64_zero(powers + first), 1);
  let tail = f64x2.add(v128.load(exp2nd), f64x2.mul(r, v128.load(exp3)));
  tail = f64x2.mul(r, f64x2.add(v128.load(exp1), f64x2.mul(r, tail)));
  // A number of whole powers is added to the exponent's bits.
  const exponent = i64x2.shl(i64x2.shr_u(nearest, 11), 52);
  return i64x2.add(f64x2.add(near, f64x2.mul(near, tail)), exponent);
}

/** Rows of powers with a given exponent, each divided by its sum, in place of rows of logarithms. */
export function shares(rowCount: i32, classCount: i32, exponent: f64): void {
  const count = rowCount * classCount;
  const end = data + (<usize>count << 3);
  const factor = f64x2.splat(exponent);
  for (let at = data; at < end; at += 16) v128.store(at, exp2(f64x2.mul(v128.load(at), factor)));
  const row = <usize>classCount << 3;
  const pairs = <usize>(classCount >> 1) << 4;
  for (let start = data; start < end; start += row) {
    let sums = f64x2.splat(0);
    for (let j: usize = 0; j < pairs; j += 16) sums = f64x2.add(sums, v128.load(start + j));
    if (pairs < row) sums = f64x2.replace_lane(sums, 0, f64x2.extract_lane(sums, 0) + f64.load(start + pairs));
    const share = 1 / (f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
    const both = f64x2.splat(share);
    for (let j: usize = 0; j < pairs; j += 16) v128.store(start + j, f64x2.mul(v128.load(start + j), both));
    if (pairs < row) f64.store(start + pairs, f64.load(start + pairs) * share);
  }
}

/** For each row of logarithms d the sums of 2^(b d), and of this times d, d² and d³. */
export function moments(rowCount: i32, classCount: i32, b: f64): void {
  const row = <usize>classCount << 3;
  const pairs = <usize>(classCount >> 1) << 4;
  const factor = f64x2.splat(b);
  let start = data;
  let to = results;
  for (let i = 0; i < rowCount; i++) {
    let zeroth = f64x2.splat(0);
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    let third = f64x2.splat(0);
    for (let j: usize = 0; j < pairs; j += 16) {
      const d = v128.load(start + j);
      const power = exp2(f64x2.mul(d, factor));
      const one = f64x2.mul(power, d);
      const two = f64x2.mul(one, d);
      zeroth = f64x2.add(zeroth, power);
      first = f64x2.add(first, one);
      second = f64x2.add(second, two);
      third = f64x2.add(third, f64x2.mul(two, d));
    }
    if (pairs < row) {
      const d = v128.load64_zero(start + pairs);
      // The other lane must add nothing: its power is 1, so it is taken out.
      const power = f64x2.replace_lane(exp2(f64x2.mul(d, factor)), 1, 0);
      const one = f64x2.mul(power, d);
      const two = f64x2.mul(one, d);
      zeroth = f64x2.add(zeroth, power);
      first = f64x2.add(first, one);
      second = f64x2.add(second, two);
      third = f64x2.add(third, f64x2.mul(two, d));
    }
    v128.store(to, f64x2.add(v128.shuffle<f64>(zeroth, first, 0, 2), v128.shuffle<f64>(zeroth, first, 1, 3)));
    v128.store(to + 16, f64x2.add(v128.shuffle<f64>(second, third, 0, 2), v128.shuffle<f64>(second, third, 1, 3)));
    start += row;
    to += 32;
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
