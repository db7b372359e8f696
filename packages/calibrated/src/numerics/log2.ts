import { highHalf, signedWords } from "./highHalf.ts";
import { powersOfTwo } from "./powersOfTwo.ts";

/** log2 x is e + logs[i] + log2(1 + r), with x = 2^e m, m from 1 to 2, and r = m · inverses[i] − 1, |r| ≤ 1/2048. */
const steps = 1024;
/** log2(1 + r) = r (c1 + r (c2 + r (c3 + r c4))) to 1e-17. */
const [c1, c2, c3, c4] = [Math.LOG2E, -Math.LOG2E / 2, 1 / (3 * Math.LN2), -Math.LOG2E / 4];

/**
 * Replaces values by the logarithm to base 2 of max(value, least), from `from` to before `to`. Off by less than 3e-16
 * and one unit in the last place of the result; exactly 0 at 1. Only additions, multiplications and tables that are
 * made of these and a division: the same bits on every engine.
 *
 * @param values - below 2^1000; NaN counts as `least`.
 * @param least - a normal number above 0.
 */
export function log2InPlace(values: Float64Array, from: number, to: number, least: number): void {
  const { inverses, logs } = log2Tables();
  const scales = powersOfTwo();
  const words = signedWords(values);
  for (let i = from; i < to; i++) {
    if (!(values[i]! > least)) values[i] = least;
    const high = words[2 * i + highHalf]!;
    const exponent = (high >> 20) - 1023;
    const nearest = ((high & 0xfffff) + 512) >> 10;
    const r = values[i]! * scales[1024 - exponent]! * inverses[nearest]! - 1;
    values[i] = exponent + logs[nearest]! + r * (c1 + r * (c2 + r * (c3 + r * c4)));
  }
}

export interface Log2Tables {
  /** 1 / (1 + i / 1024), the nearest double, i from 0 to 1024. */
  readonly inverses: Float64Array;
  /** −log2 of these doubles. */
  readonly logs: Float64Array;
}

let made: Log2Tables | null = null;

export function log2Tables(): Log2Tables {
  return (made ??= makeTables());
}

/**
 * From one logarithm to the next ln(1 + 1/n) = 2 (z + z³/3 + z⁵/5 + …) is added, z = 1 / (2 n + 1); in units of 2^−120. The
 * last is ln 2, by which all are divided.
 */
function makeTables(): Log2Tables {
  const inverses = new Float64Array(steps + 1);
  const naturals: bigint[] = [];
  const one = 1n << 120n;
  for (let i = 0, sum = 0n; i <= steps; i++) {
    const n = BigInt(steps + i);
    const inverse = (inverses[i] = steps / (steps + i));
    // The inverse is rounded, so it is that of (1 + i / 1024) (1 − off).
    naturals.push(sum - ((n * BigInt(inverse * 2 ** 53) - (1n << 63n)) << 57n));
    const z = 2n * n + 1n;
    for (let term = (2n * one) / z, odd = 1n; term > 0n; odd += 2n, term /= z * z) sum += term / odd;
  }
  const ln2 = naturals[steps]!;
  return { inverses, logs: Float64Array.from(naturals, (ln) => Number((ln * one) / ln2) / Number(one)) };
}
