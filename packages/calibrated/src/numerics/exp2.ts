import { leastExponent, powersOfTwo } from "./powersOfTwo.ts";

/** 2^x is 2^n · table[i] · 2^r, with x = n + i / 2048 + r. */
const steps = 2048;
/** 2^r = 1 + r (c1 + r (c2 + r c3)) to 4e-17, |r| ≤ 1/4096: ln 2, ln²2 / 2, ln³2 / 6. */
const [c1, c2, c3] = [Math.LN2, (Math.LN2 * Math.LN2) / 2, 0.05550410866482158];

/** Added to a number and taken away again, it leaves the nearest whole one. */
const rounding = 1.5 * 2 ** 52;

/** The least power of 2 that is a normal number, and that number. */
export const leastPower = -1022;
export const leastNormal = 2.2250738585072014e-308;

/**
 * out[i + shift] = 2^(factor · values[i]) for i from `from` to before `to`, to two roundings. Only additions, multiplications and
 * a table that is made of the same: the same bits on every engine.
 *
 * @param factor - with factor · value from −1022 to 1000.
 * @param out - may be `values`, with a shift of 0.
 */
export function exp2Into(
  out: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  factor: number,
  shift: number,
): void {
  const table = exp2Table();
  const scales = powersOfTwo();
  for (let i = from; i < to; i++) {
    const x = values[i]! * factor;
    const nearest = x * steps + rounding - rounding;
    const r = x - nearest * (1 / steps);
    const near = table[nearest & (steps - 1)]!;
    out[i + shift] =
      (near + near * (r * (c1 + r * (c2 + r * c3)))) * scales[(nearest >> 11) - leastExponent]!;
  }
}

let made: Float64Array | null = null;

/** 2^(i / 2048), i from 0 to 2047, each the nearest double. */
export function exp2Table(): Float64Array {
  return (made ??= makeTable());
}

/** The 2048th root of 2, in units of 2^−120. */
const root = 0x100162f3904051fa128bca9c55c31e5n;

/** Its powers. */
function makeTable(): Float64Array {
  const one = 1n << 120n;
  let power = one;
  return Float64Array.from({ length: steps }, () => {
    const value = Number(power) / Number(one);
    power = (power * root) / one;
    return value;
  });
}
