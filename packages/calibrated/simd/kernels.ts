// The kernels of src/numerics in AssemblyScript, two values at a time: the same operations in the same order, and so the
// same bits. Built by scripts/buildSimd.js into src/numerics/simdModule.ts.

/** Where memory holds what; src/numerics/simdKernels.ts fills the tables and knows the same places. */
const powers: usize = 0; // 2^(i / 2048), 2048 of them
const logs: usize = 16384; // pairs of an inverse and its logarithm, 1025 of them
const data: usize = 32784; // a block of values, and one more for the last pair
const results: usize = 65568; // what there is for each row

/** Logarithms to base 2 of max(value, least), in place. */
export function log2(count: i32, least: f64): void {
  const end = data + (<usize>count << 3);
  const floor = f64x2.splat(least);
  for (let at = data; at < end; at += 16) {
    const x = f64x2.pmax(floor, v128.load(at));
    const exponents = i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023));
    const mantissa = v128.and(x, i64x2.splat(0x000fffffffffffff));
    const nearest = i64x2.shr_u(i64x2.add(mantissa, i64x2.splat(512 << 32)), 42);
    const m = v128.or(mantissa, i64x2.splat(0x3ff0000000000000));
    const first = v128.load(logs + (<usize>i64x2.extract_lane(nearest, 0) << 4));
    const second = v128.load(logs + (<usize>i64x2.extract_lane(nearest, 1) << 4));
    const r = f64x2.sub(f64x2.mul(m, v128.shuffle<f64>(first, second, 0, 2)), f64x2.splat(1));
    let tail = f64x2.add(f64x2.splat(0.48089834696298783), f64x2.mul(r, f64x2.splat(-0.36067376022224085)));
    tail = f64x2.add(f64x2.splat(-0.7213475204444817), f64x2.mul(r, tail));
    tail = f64x2.mul(r, f64x2.add(f64x2.splat(1.4426950408889634), f64x2.mul(r, tail)));
    const whole = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
    v128.store(at, f64x2.add(f64x2.add(whole, v128.shuffle<f64>(first, second, 1, 3)), tail));
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function exp2(x: v128): v128 {
  const scaled = f64x2.add(f64x2.mul(f64x2.add(x, f64x2.splat(1024)), f64x2.splat(2048)), f64x2.splat(0.5));
  const nearest = i32x4.trunc_sat_f64x2_s_zero(scaled);
  const whole = f64x2.convert_low_i32x4_s(nearest);
  const r = f64x2.sub(x, f64x2.sub(f64x2.mul(whole, f64x2.splat(1.0 / 2048)), f64x2.splat(1024)));
  const first = <usize>(i32x4.extract_lane(nearest, 0) & 2047) << 3;
  const second = <usize>(i32x4.extract_lane(nearest, 1) & 2047) << 3;
  const near = v128.load64_lane(powers + second, v128.load64_zero(powers + first), 1);
  let tail = f64x2.add(f64x2.splat(0.2402265069591007), f64x2.mul(r, f64x2.splat(0.05550410866482158)));
  tail = f64x2.mul(r, f64x2.add(f64x2.splat(0.6931471805599453), f64x2.mul(r, tail)));
  const exponent = i64x2.sub(i64x2.extend_low_i32x4_s(i32x4.shr_s(nearest, 11)), i64x2.splat(1));
  return f64x2.mul(f64x2.add(near, f64x2.mul(near, tail)), i64x2.shl(exponent, 52));
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
