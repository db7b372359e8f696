// Logarithms and powers of src/numerics/log2.ts and src/numerics/exp2.ts in AssemblyScript, two at a time: the same
// operations in the same order, and so the same bits.

/** Where a module's memory holds the tables: 2^(i / 2048), 2048 of them; then 1025 pairs of an inverse and its logarithm. */
const powers: usize = 0;
const logs: usize = 16384;
/** Exponents are counted in so many of 1, which only moves the binary point. */
export const steps: f64 = 2048;
/** What comes after the tables. */
export const tablesEnd: usize = 32784;

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
/** Added and taken away again it rounds to whole numbers, which are the last bits in between. */
const rounding = memory.data<f64>([6755399441055744, 6755399441055744], 16);
/** The coefficients of exp2.ts for a rest that is counted in steps. */
const exp1 = memory.data<f64>([0.6931471805599453 / steps, 0.6931471805599453 / steps], 16);
const exp2nd = memory.data<f64>([0.2402265069591007 / steps / steps, 0.2402265069591007 / steps / steps], 16);
const exp3 = memory.data<f64>([0.05550410866482158 / steps / steps / steps, 0.05550410866482158 / steps / steps / steps], 16);

/** Logarithms to base 2 of normal numbers above 0. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function log2(x: v128): v128 {
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
  return f64x2.add(f64x2.add(whole, v128.shuffle<f64>(first, second, 1, 3)), tail);
}

/** Powers of 2^(1 / 2048), with exponents from −1022 · 2048 to 1000 · 2048. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function exp2Steps(x: v128): v128 {
  const nearest = f64x2.add(x, v128.load(rounding));
  const r = f64x2.sub(x, f64x2.sub(nearest, v128.load(rounding)));
  const first = <usize>(i32x4.extract_lane(nearest, 0) & 2047) << 3;
  const second = <usize>(i32x4.extract_lane(nearest, 2) & 2047) << 3;
  const near = v128.load64_lane(powers + second, v128.load64_zero(powers + first), 1);
  let tail = f64x2.add(v128.load(exp2nd), f64x2.mul(r, v128.load(exp3)));
  tail = f64x2.mul(r, f64x2.add(v128.load(exp1), f64x2.mul(r, tail)));
  // A number of whole powers is added to the exponent's bits.
  const exponent = i64x2.shl(i64x2.shr_u(nearest, 11), 52);
  return i64x2.add(f64x2.add(near, f64x2.mul(near, tail)), exponent);
}
