/** Numbers here are whole multiples of 2^−200, by whole numbers alone: the digits that kernels are compared with. */
const bits = 200;
const one = 1n << BigInt(bits);

/** A double that is a multiple of 2^−200. */
const exactly = (value: number): bigint => BigInt(value * 2 ** bits);

/** What the last binary digit of a double is worth. */
function lastPlace(value: number): number {
  const [word] = new BigInt64Array(Float64Array.of(Math.abs(value)).buffer);
  return 2 ** (Math.max(Number(word! >> 52n), 1) - 1075);
}

/** ln(ratio) by 2 (z + z³ / 3 + …), z = (ratio − 1) / (ratio + 1). */
function logOfRatio(ratio: bigint): bigint {
  const z = ((ratio - one) * one) / (ratio + one);
  let sum = 0n;
  for (let odd = 1n, power = z; power !== 0n; odd += 2n, power = (((power * z) / one) * z) / one)
    sum += power / odd;
  return 2n * sum;
}

const ln2 = logOfRatio(2n * one);

/** ln(value) of a value above 0. */
function exactLog(value: bigint): bigint {
  const exponent = value.toString(2).length - 1 - bits;
  const ratio = exponent < 0 ? value << BigInt(-exponent) : value >> BigInt(exponent);
  return BigInt(exponent) * ln2 + logOfRatio(ratio);
}

const offBy = (found: bigint, exact: bigint, unit: number): number =>
  Math.abs(Number(found - exact)) / 2 ** bits / unit;

/** By how many units in its last place `found` is off ln x. */
export function offLog(found: number, x: number): number {
  // Nearer to 1, the largest and the smallest doubles are multiples of 2^−200 as well.
  const power = x < 2 ** -100 ? -900 : x > 2 ** 800 ? 500 : 0;
  return offBy(exactly(found), exactLog(exactly(x * 2 ** -power)) + BigInt(power) * ln2, lastPlace(found));
}

/** By how many units in its last place `found` is off ln(1 + x). */
export function offLogOnePlus(found: number, x: number): number {
  return offBy(exactly(found), exactLog(one + exactly(x)), lastPlace(found));
}

/** By how many units in its last place `found` is off e^(x + rest). */
export function offExp(found: number, x: number, rest = 0): number {
  const exponent = Math.round(x / Math.LN2);
  const reduced = exactly(x) + exactly(rest) - BigInt(exponent) * ln2;
  let power = 0n;
  for (let k = 1n, term = one; term !== 0n; term = (term * reduced) / (k++ * one)) power += term;
  const half = Math.trunc(-exponent / 2);
  const scaled = (value: number): number => value * 2 ** half * 2 ** (-exponent - half);
  return offBy(exactly(scaled(found)), power, scaled(lastPlace(found)));
}
