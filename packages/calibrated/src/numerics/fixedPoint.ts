/** What 1 is in numbers that are whole multiples of 2^−120. Whole numbers have the same digits on every engine. */
export const fixedOne: bigint = 1n << 120n;

/** ln(a / b) = 2 (z + z³ / 3 + z⁵ / 5 + …) of whole numbers, z = (a − b) / (a + b): few terms where these are near each other. */
export function fixedLog(a: bigint, b: bigint): bigint {
  const difference = a - b;
  const total = a + b;
  let sum = 0n;
  let term = (2n * difference * fixedOne) / total;
  for (let odd = 1n; term !== 0n; odd += 2n) {
    sum += term / odd;
    term = (term * difference ** 2n) / total ** 2n;
  }
  return sum;
}

/** e^x = 1 + x + x² / 2 + …, for an x of at most some units. */
export function fixedExp(x: bigint): bigint {
  let sum = 0n;
  let term = fixedOne;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * x) / (k * fixedOne);
  }
  return sum;
}

/** A number as the sum of two doubles, of which the first is the nearest multiple of 2^−bits, with at most 53 bits. */
export function inTwoDoubles(value: bigint, bits: number): readonly [high: number, low: number] {
  const unit = fixedOne >> BigInt(bits);
  const high = ((value + unit / 2n) / unit) * unit;
  return [Number(high) / 2 ** 120, Number(value - high) / 2 ** 120];
}
